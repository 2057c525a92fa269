/**
 * Work on whole trees, by name: what a tree host runs in a thread or in a process of its own. Input and result are
 * plain data, so that both can carry them.
 */
import { type HostPath, type RawPath } from '../../base/bytes-path.js';
import type { CommitHeader } from '../../commit/journal.js';
import type { ReportCounts, ReportNote } from '../../commit/report-notes.js';
import type { UndoReport } from '../../commit/undo.js';
import type { Volume } from '../../commit/volumes.js';
import type { Change } from '../../diff/change.js';
import type { DiffForm } from '../../diff/render.js';
import { type ChangeSummary } from '../../diff/summarize.js';
import type { MergeInput } from '../../layers/merge-layers.js';
import type { ExportReport } from '../../layers/oci/export/export-chain.js';
import type { ImportInput } from '../../layers/oci/import/import-layers.js';
import type { ImportReport } from '../../layers/oci/import/report.js';
import type { LayerSize } from '../../layers/sizes.js';
import type { LayerStore } from '../../layers/store.js';
import type { Damage } from '../../layers/verify.js';
import type { MarkStyle } from '../../overlay/part.js';
import type { Copies } from '../../tree/copy-tree.js';
import { type Quiescence } from '../../tree/find-writers.js';
import { type Measure } from '../../tree/measure.js';
import type { CommitDirectoryInput, PlanLine } from './commit-directory.js';
import type { CommitLayerInput, LayerReport } from './commit-place.js';
import type { ExportChainInput, ExportJobInput, JobExportReport } from './export-job.js';
import { type OwnOnly } from './own-changes.js';
import { type PipelineTasks } from './pipeline-tasks.js';
import type { CommitChoice, ViewChanges } from './view-changes.js';

export type { CommitChoice, ViewChanges } from './view-changes.js';
export interface TreeTasks extends PipelineTasks {
  readonly changes: {
    readonly input: ViewChanges &
      OwnOnly & {
        readonly digests?: boolean | undefined;
      };
    readonly items: Change;
    readonly result: undefined;
  };
  /** Counts the changes; with `recordIn`, a job's directory, remembers there what the lowers showed at their paths. */
  readonly summary: {
    readonly input: ViewChanges & {
      readonly recordIn?: HostPath | undefined;
    };
    readonly result: ChangeSummary;
  };
  /** The changes as text. */
  readonly render: {
    readonly input: ViewChanges &
      OwnOnly & {
        readonly form: DiffForm;
        readonly paths: readonly RawPath[];
      };
    readonly items: string;
    readonly result: undefined;
  };
  readonly commitDirectory: {
    readonly input: CommitDirectoryInput;
    readonly items: ReportNote;
    readonly result: ReportCounts;
  };
  /** What `commitDirectory` would do. */
  readonly planCommit: {
    readonly input: CommitDirectoryInput;
    readonly items: PlanLine;
    readonly result: undefined;
  };
  /** The file systems that `commitDirectory` would change, in their order. */
  readonly commitVolumes: {
    readonly input: CommitDirectoryInput;
    readonly result: Volume[];
  };
  readonly undoCommit: {
    readonly input: {
      readonly commits: HostPath;
      readonly id: string;
    };
    readonly result: UndoReport;
  };
  /** Takes back commits that were killed; a line about each. */
  readonly recoverCommits: {
    readonly input: {
      readonly commits: HostPath;
    };
    readonly result: string[];
  };
  /** Forgets commits that are too old to be undone. */
  readonly expireCommits: {
    readonly input: {
      readonly commits: HostPath;
      readonly ageMs: number;
      readonly isDryRun: boolean;
    };
    readonly result: CommitHeader[];
  };
  readonly commitTar: {
    readonly input: ViewChanges &
      CommitChoice & {
        readonly file: HostPath | 1;
      };
    readonly items: ReportNote;
    readonly result: ReportCounts;
  };
  /** Stores the changes of one place as a named layer. */
  readonly commitLayer: {
    readonly input: CommitLayerInput;
    readonly result: LayerReport;
  };
  /** Brings in what others made. */
  readonly importLayers: {
    readonly input: ImportInput;
    readonly result: ImportReport;
  };
  readonly exportChain: {
    readonly input: ExportChainInput;
    readonly result: ExportReport;
  };
  /** The image of a job, of which nothing need be in the store. */
  readonly exportJob: {
    readonly input: ExportJobInput;
    readonly result: JobExportReport;
  };
  /** Makes one layer of several that lie on each other; its id. */
  readonly mergeLayers: {
    readonly input: MergeInput;
    readonly result: string;
  };
  readonly verifyLayer: {
    readonly input: {
      readonly store: LayerStore;
      readonly id: string;
    };
    readonly result: Damage[];
  };
  readonly measureLayers: {
    readonly input: {
      readonly store: LayerStore;
      readonly ids: readonly string[];
    };
    readonly result: LayerSize[];
  };
  /** Fills the empty `target` with what the lowers show, everything as it is. */
  readonly copyLowers: {
    readonly input: {
      readonly lowers: readonly HostPath[];
      readonly marks: MarkStyle;
      readonly target: HostPath;
    };
    readonly result: undefined;
  };
  /** Fills each second, empty directory with what the first holds, as it is. */
  readonly copyTrees: {
    readonly input: {
      readonly copies: Copies;
    };
    readonly result: undefined;
  };
  /** Puts a copy in the place of each tree that shares inodes with a layer. */
  readonly ownTrees: {
    readonly input: {
      readonly roots: readonly HostPath[];
    };
    readonly result: undefined;
  };
  /** Tries every regular file for somebody who could still write to it. */
  readonly findWriters: {
    readonly input: Pick<TreeTasks['measure']['input'], 'roots'>;
    readonly result: Quiescence;
  };
  /** What trees take, counted until it is more than `enough`. */
  readonly measure: {
    readonly input: {
      readonly roots: readonly HostPath[];
      readonly enough: Measure;
    };
    readonly result: Measure;
  };
  /** Removes each of these entries of `parent`. */
  readonly remove: {
    readonly input: {
      readonly parent: HostPath;
      readonly names: readonly RawPath[];
    };
    readonly result: undefined;
  };
}
export type TaskName = keyof TreeTasks;
export type Progress = (done: number, total: number) => void;
/** What a task is given beside its input. */
export interface TaskControl {
  readonly onProgress: Progress;
  /** Hands items of the task over, and waits until they are taken; throws when nobody wants more. */
  readonly emit: (items: readonly unknown[]) => Promise<void>;
  /** Throws when nobody wants the result any more; called often. */
  readonly check: () => void;
}
/** Runs one task. Synchronous but for loading and the patch; anything it throws is the task's failure. */
export declare function runTreeTask(name: TaskName, input: unknown, control: TaskControl): Promise<unknown>;
