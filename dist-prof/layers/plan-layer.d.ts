/** From changes to what a layer has to hold: every path in order, with the directories above it. */
import { type RawPath } from '../base/bytes-path.js';
import { type Change } from '../diff/change.js';
import type { Part } from '../overlay/part.js';
import type { Entry } from '../tree/entry.js';
/** One path of a layer in the making; without an entry it is deleted. */
export interface Planned {
  readonly path: RawPath;
  readonly entry?: Entry | undefined;
  readonly isOpaque: boolean;
  /** The same for all names of one inode. */
  readonly group?: RawPath | undefined;
  /** Of a file that lies in another layer, where its content was read. */
  readonly sha256?: string | undefined;
}
/**
 * What a layer of these changes holds, in the order of a manifest; their paths are those of the part. An overlay
 * shows a directory as its topmost layer has it, so the directories above a change are there as the view shows them.
 */
export declare function planLayer(changes: readonly Change[], part: Part): Planned[];
