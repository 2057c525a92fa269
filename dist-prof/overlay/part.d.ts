import type { HostPath, RawPath } from '../base/bytes-path.js';
import type { MarkStyle } from '../tree/marks.js';

export type { MarkStyle } from '../tree/marks.js';
/**
 * One writable place of a job's view: what is mounted at `at`, and what it is made of.
 * A job has one at the root, and one more for each place with lowers of its own (a project).
 */
export interface Part {
  /** The mount point, from the root of the view. */
  readonly at: RawPath;
  /** The topmost first. Directories with only mount points of ours count too. */
  readonly lowers: readonly HostPath[];
  readonly upper: HostPath;
  readonly marks: MarkStyle;
  /** How the lowers say it, where that is not as the upper does: a whole copy has no marks, its lowers may. */
  readonly lowerMarks?: MarkStyle;
  /** The upper's own directory as it was made, where that could not be just like the topmost lower's. */
  readonly root?: {
    readonly mode: number;
    readonly uid: number;
    readonly gid: number;
  };
}
