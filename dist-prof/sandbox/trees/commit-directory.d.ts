/** Committing to a directory, as the tree host does it. */
import { type JsonPath } from '../../base/bytes-path.js';
import type { CommitReport } from '../../commit/report.js';
import type { CommitToDirectoryOptions } from '../../commit/to-directory.js';
import type { Volume } from '../../commit/volumes.js';
import type { Change } from '../../diff/change.js';
import type { CommitChoice, ViewChanges } from './view-changes.js';
export interface CommitDirectoryInput
  extends ViewChanges,
    CommitChoice,
    Omit<CommitToDirectoryOptions, 'from' | 'includes' | 'onProgress' | 'checkCanceled'> {}
/** One path of the target, and what a commit would do about it. */
export type PlanLine = JsonPath & {
  /** `mount`, before all others: one of several file systems that are changed, in their order. */
  readonly action:
    | 'mount'
    | 'create'
    | 'replace'
    | 'merge'
    | 'delete'
    | 'attributes'
    | 'same'
    | 'skip'
    | 'conflict';
  readonly reason?: string;
};
interface Control {
  readonly onProgress: (done: number, total: number) => void;
  readonly check: () => void;
}
export declare function commitDirectory(
  input: CommitDirectoryInput,
  changes: readonly Change[],
  control: Control,
): Promise<CommitReport>;
export declare function planDirectory(
  input: CommitDirectoryInput,
  changes: readonly Change[],
  control: Control,
): Promise<PlanLine[]>;
/** The file systems that a commit would change, in their order. */
export declare function findVolumesOf(
  input: CommitDirectoryInput,
  changes: readonly Change[],
  control: Control,
): Promise<Volume[]>;
export {};
