import type { Change } from './change.js';
/**
 * The lines of a unified diff as Git writes it. Files that are not UTF-8 text, or large, only differ; what a patch
 * cannot say (directories, devices, owners) is said in words. Reads the trees the changes came from.
 */
export declare function renderPatch(changes: Iterable<Change>): AsyncGenerator<string>;
