import type { JobModule, ThreadEnd } from './messages.js';
/** What a job's function is given beside its params. */
export interface JobContext {
  /** The root of the view. */
  readonly root: string;
  /** Aborted when the job is canceled or its time is up; a job that has looked at it gets a moment to end by itself. */
  readonly signal: AbortSignal;
  /** Writes a line to the job's standard error, formatted as `console.error` does. */
  readonly log: (...values: unknown[]) => void;
}
export interface ModuleRun {
  readonly module: JobModule;
  readonly params: Uint8Array;
  readonly resultBytesMax: number;
  readonly context: JobContext;
}
export declare function writeLog(...values: unknown[]): void;
/** Loads the module, calls its function, and answers with what came of it. Never throws. */
export declare function runModule({ module, params, resultBytesMax, context }: ModuleRun): Promise<ThreadEnd>;
