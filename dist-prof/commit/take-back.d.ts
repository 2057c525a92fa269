import { type RawPath } from '../base/bytes-path.js';
import { type Changed } from './exchange.js';
import type { CommitHeader, Journal } from './journal.js';
/** A path that could not be taken back, and why. */
export interface Leftover {
  readonly path: RawPath;
  readonly reason: string;
}
/**
 * Puts everything back as it was, and forgets the commit. It can be killed at any point and done again: what is on disk
 * tells how far it came. Where somebody else has changed a place since, that stays, what was displaced there is kept, and both
 * are answered.
 */
export declare function takeBack(journal: Journal): Leftover[];
/** Removes all that is left of a commit that changed nothing or was taken back. */
export declare function forget(journal: Journal): void;
/** Waits until all of the file systems that are changed are on disk. */
export declare function syncTarget({ target, volumes }: Changed): void;
/** The directory that the commit was for must be there, under its name, and so must all that was mounted in it. */
export declare function requireTarget({ id, target, targetIno, volumes }: CommitHeader): void;
