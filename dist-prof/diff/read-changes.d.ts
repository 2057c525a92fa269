import type { Part } from '../overlay/part.js';
import type { Change } from './change.js';
export interface ReadChangesOptions {
  /** Adds the sha256 of regular files before and after. */
  readonly digests?: boolean | undefined;
  /** Lists names that left a link group through a copy-up, too: for a tree that must come out the same to the last. */
  readonly exactLinks?: boolean | undefined;
  /** What the list of changes may take; default half of what this thread's heap can have. */
  readonly memoryBytes?: number | undefined;
  /** Called often; throws to stop. */
  readonly check?: (() => void) | undefined;
  /** Told now and then how many paths were looked at. */
  readonly onProgress?: ((paths: number) => void) | undefined;
}
/**
 * What a job changed in one part of its view, sorted by path: what the view shows against what the lowers alone show.
 *
 * An entry of the upper is only a hint. Each is judged against the lowers, so a file that was copied up and left
 * as it was is no change, nor is a whiteout over nothing. Names that are hard links of each other are a property of
 * the tree too: a file whose other names are new ones, or no longer its own, is a `metadata` change.
 *
 * Nothing may write to the upper or the lowers meanwhile. Synchronous, and slow for big uppers: meant for a thread.
 */
export declare function readChanges(part: Part, options?: ReadChangesOptions): Change[];
