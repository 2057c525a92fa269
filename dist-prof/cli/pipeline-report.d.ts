import type { PipelineEvent } from '../pipeline/events.js';
/** Told of each event of a run, in order; shows what it has for somebody. */
export interface Report {
  take(event: PipelineEvent): void;
  /** Told of the first interrupt. */
  interrupt?(): void;
  /** Takes away what is not to stay. Once is enough, twice is fine. */
  close?(): void;
}
export declare const INTERRUPTED = 'layover: interrupted; ending what runs, again to kill it';
/** The options of `layover pipeline run`, parsed. */
export interface PipelineRunOptions {
  /** False: no earlier result is used. A directory: also those in it. */
  readonly cache: boolean | string;
  readonly explain?: true;
  readonly json?: true;
  readonly jobs?: number;
  /** What jobs with limits may take together. */
  readonly cpus?: number;
  readonly memory?: number;
  readonly disk?: number;
  readonly onFailure?: 'finish' | 'stop' | 'continue' | 'kill';
}
