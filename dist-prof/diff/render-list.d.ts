import type { Change, ChangeKind } from './change.js';
export declare function letterOf(kind: ChangeKind): string;
/** `A path`, one line for each change. */
export declare function renderChanges(changes: readonly Change[]): string[];
