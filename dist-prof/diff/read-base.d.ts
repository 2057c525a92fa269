import { type RawPath } from '../base/bytes-path.js';
import type { Part } from '../overlay/part.js';
import type { Change } from './change.js';
import { type PartItem } from './part-trees.js';
/** What the lowers alone show at a path of the view. */
export interface BaseItem {
  readonly path: RawPath;
  /** Undefined where they show nothing: the job added it. */
  readonly item: PartItem | undefined;
  /** Of the change it was read for; none for what lies below a directory that is gone. */
  readonly change: Change | undefined;
  /** A descriptor of the regular file that it is, for the caller to close. */
  open(): number;
}
interface BaseOptions {
  readonly check?: (() => void) | undefined;
}
/**
 * What the lowers show where a job changed something: each path, and all that lies below a directory which is gone or
 * something else now. `changes` are those of this part, sorted.
 */
export declare function readBase(
  part: Part,
  changes: readonly Change[],
  { check }?: BaseOptions,
): Generator<BaseItem>;
export {};
