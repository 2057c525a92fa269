import type { Change } from '../../diff/change.js';
import type { CommitChoice, ViewChanges } from './view-changes.js';
/**
 * Throws where `from` is no directory of the view, where `only` and `except` leave none of the changes there are, and
 * where those that are chosen break a rule of the sandbox.
 */
export declare function checkChoice(input: ViewChanges & CommitChoice, changes: readonly Change[]): void;
