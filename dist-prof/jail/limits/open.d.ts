import { type Groups } from './group.js';
import { type Hierarchy } from './hierarchies.js';
/**
 * Finds where this process can make groups: cgroup2 where it has any controller for us, else v1, else none. Root
 * makes them at the root of a hierarchy, where the next runner finds what a killed one left; a user in its own unit.
 */
export declare function openGroups(mode: 'root' | 'rootless'): Promise<Groups>;
/** The same for hierarchies that are known. */
export declare function chooseGroups(hierarchies: readonly Hierarchy[], mode: 'root' | 'rootless'): Groups;
