import type { HostSettings, ThreadAnswer, ThreadJob } from './messages.js';
export interface WorkerHostOptions {
  /** How many jobs run at once. */
  readonly slots: number;
  readonly attach: HostSettings['attach'];
  /** The program, and its first words, that start Node in the namespace where the process belongs; default Node. */
  readonly starter?: readonly string[] | undefined;
}
export type ThreadRequest = Omit<ThreadJob, 'marker'>;
/** A job that runs, or waits for its thread. */
export interface StartedJob {
  readonly stdout: AsyncIterable<Buffer>;
  readonly stderr: AsyncIterable<Buffer>;
  /** Rejects only when the worker process is gone. */
  readonly answered: Promise<ThreadAnswer>;
  /** Fires the job's signal, and ends a job that never looked at it. */
  abort(): void;
  /** Ends the job, and lets go of what it still prints. */
  terminate(): void;
  /** Lets go of what it has printed and nobody reads. */
  discardOutput(): void;
}
export declare class WorkerHost implements AsyncDisposable {
  #private;
  constructor({ slots, attach, starter }: WorkerHostOptions);
  get isAlive(): boolean;
  /** Waits for a slot: one may not be free yet though its job has answered. */
  start(request: ThreadRequest): Promise<StartedJob>;
  [Symbol.asyncDispose](): Promise<void>;
}
