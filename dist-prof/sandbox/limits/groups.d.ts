import type { Groups } from '../../jail/limits/group.js';
import type { Home } from '../state/home.js';
export declare function groupName(home: Home, id: string): string;
/** Removes the groups that killed runners left: those of this state directory whose job nobody holds. */
export declare function sweepGroups(home: Home, groups: Groups): Promise<void>;
