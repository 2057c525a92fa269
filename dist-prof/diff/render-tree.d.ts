import { type Change } from './change.js';
/** The changes as an indented tree. Folders that are there only for what is in them carry no letter. */
export declare function renderTree(changes: readonly Change[]): string[];
