import type { Outcome } from '../jail/outcome.js';
import { Scheduler } from '../scheduler/scheduler.js';
import type { TaskHandle } from '../scheduler/task.js';
import type { RunSpec } from './definition/spec.js';
import { type WorkerSpec } from './definition/worker-spec.js';
import { type JobTask } from './life/submit.js';
import type { OpenOptions } from './open-options.js';
import { Commits } from './result/commits.js';
import { Job } from './result/job.js';
import type { JobRecord } from './state/job-record.js';
import { type UnreadableJob } from './state/jobs.js';
import { type QuarantinedJob } from './state/quarantine.js';
import { LayerWork } from './store/layer-work.js';
import { Layers } from './store/layers.js';

export type { OpenOptions } from './open-options.js';
/** A runner: starts jobs, and finds those that were kept. Close it, or hold it with `await using`. */
export interface Layover extends AsyncDisposable {
  /** The state directory. */
  readonly homePath: string;
  /** Runs a command, or a worker's function, to its end, keeps its changes, and answers with the job. Failing is no error. */
  run(spec: RunSpec | WorkerSpec): Promise<Job>;
  /**
   * Runs another command in a kept job's own sandbox, over what it has changed so far: its changes are then those of
   * both. Of the spec only the command, streams, terminal, limits and signal are looked at. LAYOVER_JOB_BUSY while
   * somebody reads the job.
   */
  resume(id: string, spec: ResumeSpec): Promise<Resumption>;
  /** Has a process ready for the next worker job of this spec with `isolation: process`, whatever its params. */
  warm(spec: WorkerSpec): Promise<void>;
  /** Takes a job for when its needs have ended and its turn has come; see `Scheduler.submit`. */
  submit(task: JobTask): Promise<TaskHandle<Job>>;
  /** The same for many, in any order; see `Scheduler.submitAll`. */
  submitAll(tasks: Iterable<JobTask>): Promise<Array<TaskHandle<Job>>>;
  /** All jobs go through it, those of `run` as tasks without a name. */
  readonly scheduler: Scheduler<Job>;
  /** Kept jobs, newest first. */
  jobs(): Promise<JobRecord[]>;
  /** Kept jobs whose record is damaged: they can be discarded. */
  unreadableJobs(): Promise<UnreadableJob[]>;
  /** Jobs that did not come to rest: nothing of them is read; they can be discarded once nothing holds them. */
  quarantined(): Promise<QuarantinedJob[]>;
  /** A kept job, by its id or as `RUN/JOB` of a pipeline's run; LAYOVER_JOB_UNKNOWN otherwise. */
  job(id: string): Promise<Job>;
  /** As `Job.discard`, for a damaged one too. */
  discard(id: string): Promise<void>;
  /** The layer store of this state directory. */
  readonly layers: Layers;
  /** Commits to directories that can be undone. */
  readonly commits: Commits;
  /** What pipelines do with layers beside running on them. */
  readonly layerWork: LayerWork;
  /** Deletes what was discarded, and what killed runners left. Happens behind the scenes as well. */
  emptyTrash(): Promise<void>;
  /** Cancels what has not ended, and waits until it has; then ends the keeper. */
  close(): Promise<void>;
}
export type ResumeSpec = Pick<
  RunSpec,
  | 'command'
  | 'stdin'
  | 'stdout'
  | 'stderr'
  | 'terminal'
  | 'limits'
  | 'env'
  | 'signal'
  | 'onStart'
  | 'onNotice'
>;
/** The job as it is now, and how the further command ended. */
export interface Resumption {
  readonly job: Job;
  readonly outcome: Outcome;
}
/** Opens the state directory, sweeps what runners that were killed left in it, and takes back their commits. */
export declare function openLayover({ home, onNotice, warm, ...options }?: OpenOptions): Promise<Layover>;
