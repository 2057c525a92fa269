import { type RawPath } from '../base/bytes-path.js';
import type { Change } from '../diff/change.js';
import type { Stat } from '../native/syscalls.js';
import type { Entry } from '../tree/entry.js';
import type { Seen } from './seen.js';
export type OnConflict = 'fail' | 'ours' | 'theirs';
/** What becomes of one path of the target. */
export type Planned =
  /** Made where nothing is; with `within`, as part of a directory that is made as a whole. */
  | {
      readonly action: 'create';
      readonly path: RawPath;
      readonly change?: Change;
      readonly entry: Entry;
      readonly within: boolean;
    }
  | PlannedReplacement
  | {
      readonly action: 'delete';
      readonly path: RawPath;
      readonly change: Change;
      readonly before: readonly Seen[];
    }
  | {
      readonly action: 'attributes';
      readonly path: RawPath;
      readonly change: Change;
      readonly entry: Entry;
      readonly stat: Stat;
    }
  /** Nothing to do: it is so already. */
  | {
      readonly action: 'same';
      readonly path: RawPath;
      readonly change: Change;
    }
  | {
      readonly action: 'skip';
      readonly path: RawPath;
      readonly change: Change;
      readonly reason: string;
    }
  | PlannedConflict;
interface PlannedReplacement {
  readonly action: 'replace';
  readonly path: RawPath;
  readonly change: Change;
  readonly entry: Entry;
  readonly before: readonly Seen[];
  /** The lines of both sides. */
  readonly merged?: Buffer | undefined;
}
export interface PlannedConflict {
  readonly action: 'conflict';
  readonly path: RawPath;
  readonly change: Change;
  readonly reason: string;
}
/** For a directory that the job did not change: no owner is given, no time set. */
export declare const PLAIN_DIRECTORY: Entry;
export declare function isPlainDirectory(entry: Entry): boolean;
export {};
