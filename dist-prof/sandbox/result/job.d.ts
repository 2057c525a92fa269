import { Readable } from 'node:stream';
import { type Profile, type Timeline } from '../../base/timeline.js';
import type { CommitReport } from '../../commit/report.js';
import { type Volume } from '../../commit/volumes.js';
import { type Change } from '../../diff/change.js';
import type { DiffForm } from '../../diff/render.js';
import type { ChangeSummary } from '../../diff/summarize.js';
import type { Outcome, Usage } from '../../jail/outcome.js';
import type { Receipt } from '../../jail/receipt.js';
import type { Home } from '../state/home.js';
import type { JobRecord } from '../state/job-record.js';
import type { PlanLine } from '../trees/commit-directory.js';
import type { LayerReport } from '../trees/commit-place.js';
import type { PlacesReport } from '../trees/commit-places.js';
import type { JobExportReport } from '../trees/export-job.js';
import type { TreeHost } from '../trees/tree-host.js';
import type { CommitPlacesOptions } from './commit-places-options.js';
import type {
  CommitLayerOptions,
  CommitOciOptions,
  CommitTarOptions,
  CommitToOptions,
  ReadOptions,
  RenderOptions,
} from './job-options.js';
/** What became of a job's changes. */
export type Settled =
  | {
      readonly kind: 'kept';
    }
  | {
      readonly kind: 'discarded';
    }
  | {
      readonly kind: 'committed';
      readonly to: string;
      readonly applied: number;
    };
/** How a job ended and what it changed, as plain data. */
export interface JobResult {
  readonly job: string;
  readonly outcome: Outcome;
  readonly usage: Usage;
  readonly changes: ChangeSummary;
  readonly settled: Settled;
  readonly receipt: Receipt;
  /** With `profile` in the spec: where the time went so far. Only in the process that ran it. */
  readonly profile?: Profile;
}
/** What a job needs of the one who opened it. */
export interface JobContext {
  readonly home: Home;
  trees(): Promise<TreeHost>;
  /** Told that something is in the trash; `untouched` names a job that left nothing of its own behind. */
  emptyTrashSoon(untouched?: string): void;
}
/**
 * A job that has ended: its changes can be read, committed as often as one likes, and discarded once. It stays on
 * disk until then, whoever ends. Committing does not discard.
 */
export declare class Job {
  #private;
  /** `timeline`: what has been measured of it, and goes on being measured. */
  constructor(record: JobRecord, context: JobContext, timeline?: Timeline);
  get id(): string;
  /** Whether it ran over this machine's own root. */
  get showsMachine(): boolean;
  get outcome(): Outcome;
  get result(): JobResult;
  /** Each change with its path as text (or `pathBase64`), as `diff --json` prints it. */
  changes(options?: ReadOptions): AsyncGenerator<Record<string, unknown>>;
  /** Every change, sorted by path; paths are raw. */
  readChanges({ digests, ...options }?: ReadOptions): Promise<Change[]>;
  /**
   * The diff as text, in pieces: of these paths and what is below them, by default all. The next piece is made when the
   * last was taken; until the end a thread waits for that.
   */
  render(form: DiffForm, { paths, ...options }?: RenderOptions): AsyncGenerator<string>;
  /** Applies the changes to a directory, all or none; what they displace is kept for `Layover.undo`. */
  commit(options: CommitToOptions): Promise<CommitReport>;
  /** What `commit` would do, path by path. */
  plan(options: CommitToOptions): Promise<PlanLine[]>;
  /**
   * The file systems that `commit` would change, in their order: with more than one, all are taken back where one fails,
   * but who looks meanwhile can see one changed and the next not yet. Empty where nothing is mounted below the target.
   */
  volumes(options: CommitToOptions): Promise<Volume[]>;
  /** Writes the changes as the tar of one OCI layer, deletions as whiteouts. */
  commitTar(options: CommitTarOptions): Promise<CommitReport>;
  /** Stores the changes as a layer on top of the job's lowers, and names the chain. The job stays as it is. */
  commitLayer({ name, ...options }: CommitLayerOptions): Promise<LayerReport>;
  /** Adds an image to an OCI layout: the changes as its topmost layer, on top of the job's lowers. Nothing is stored. */
  commitOci(options: CommitOciOptions): Promise<CommitReport & JobExportReport>;
  /** Stores what was changed as layers, place by place; nothing where a secret is in it. */
  commitPlaces(options: CommitPlacesOptions): Promise<PlacesReport>;
  /** Gone at once for every reader; the bytes are deleted behind the scenes. Once is enough, twice is fine. */
  discard(): Promise<void>;
  /** What the command printed, as far as the log kept it. */
  log(stream: 'stdout' | 'stderr'): Readable;
}
