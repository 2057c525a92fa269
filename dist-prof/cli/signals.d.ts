/** Signals sent to layover while a job runs are the job's. */
import type { RunningJob } from '../sandbox/definition/spec.js';
export interface SignalOptions {
  /** Told of each interrupt. */
  readonly onInterrupt: () => void;
  /** Told of the first interrupt that the job has not ended of soon. */
  readonly onPatience: () => void;
}
/**
 * Passes signals on to the job; those that come before it has started wait for it. The second interrupt kills the
 * job, or gives up starting it; the third ends layover, and the job with it.
 */
export declare class SignalForwarder implements Disposable {
  #private;
  constructor(options: SignalOptions);
  /** Aborted when a job that has not started is to be given up. */
  get signal(): AbortSignal;
  attach(running: RunningJob): void;
  [Symbol.dispose](): void;
}
/** Turns the first interrupt or request to end into an abort, for work that can be given up; the next one ends layover. */
export declare class InterruptAbort implements Disposable {
  #private;
  constructor();
  get signal(): AbortSignal;
  [Symbol.dispose](): void;
}
