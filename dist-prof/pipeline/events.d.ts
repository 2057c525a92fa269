/** What happens in a run of a pipeline, in order, as plain data: what `--json` prints and the run's record keeps. */
import type { ChangeSummary } from '../diff/summarize.js';
import type { Outcome } from '../jail/outcome.js';
import type { CriticalStep } from './summary.js';
/** How a job of a run ended. */
export type JobEnd =
  /** Run, or taken from an earlier run; its command succeeded. */
  | {
      readonly kind: 'succeeded';
      readonly done: JobDone;
    }
  | {
      readonly kind: 'failed';
      readonly done: JobDone;
    }
  /** Layover could not run it, or not use what it made. */
  | {
      readonly kind: 'errored';
      readonly code: string;
      readonly message: string;
      readonly hint?: string | undefined;
    }
  | {
      readonly kind: 'canceled';
    }
  | {
      readonly kind: 'skipped';
      readonly reason: string;
    };
/** A job whose command has ended, now or in an earlier run. */
export interface JobDone {
  readonly from: 'run' | 'cache';
  readonly outcome: Outcome;
  /** The kept job. */
  readonly job?: string | undefined;
  /** What it was given, as one digest; absent where it cannot be known. */
  readonly key?: string | undefined;
  readonly changes: ChangeSummary;
  readonly layers: readonly JobLayer[];
  /** Of this run. */
  readonly durationMs: number;
  /** Of the run that made it, where this one did not. */
  readonly savedMs?: number | undefined;
}
/** What a job changed in one of its places. */
export interface JobLayer {
  readonly place: 'root' | 'project';
  /** Its id in the store. */
  readonly layer: string;
  /** Times left out: the same where the same was made. */
  readonly content: string;
  readonly bytes: number;
}
export type RunStatus = 'succeeded' | 'failed' | 'canceled';
export type PipelineEvent = {
  readonly atMs: number;
} & PipelineHappening;
export type PipelineHappening =
  | {
      readonly kind: 'run-started';
      readonly run: string;
      readonly pipeline: string;
      readonly project: string;
      readonly jobs: ReadonlyArray<{
        readonly name: string;
        readonly needs: readonly string[];
      }>;
    }
  /** Its needs have ended, and it is its turn. */
  | {
      readonly kind: 'job-started';
      readonly job: string;
      readonly attempt: number;
      readonly id: string;
    }
  | {
      readonly kind: 'job-output';
      readonly job: string;
      readonly stream: 'stdout' | 'stderr';
      readonly line: string;
    }
  | {
      readonly kind: 'job-retried';
      readonly job: string;
      readonly attempt: number;
      readonly reason: string;
    }
  /** Why it is run and no earlier result used. */
  | {
      readonly kind: 'job-explained';
      readonly job: string;
      readonly reasons: readonly string[];
    }
  | {
      readonly kind: 'job-ended';
      readonly job: string;
      readonly end: JobEnd;
    }
  | {
      readonly kind: 'notice';
      readonly job?: string | undefined;
      readonly text: string;
    }
  | {
      readonly kind: 'committed';
      readonly job: string;
      readonly to: string;
      readonly applied: number;
      readonly bytes: number;
    }
  | {
      readonly kind: 'run-ended';
      readonly run: string;
      readonly status: RunStatus;
      readonly durationMs: number;
      readonly critical: readonly CriticalStep[];
    };
export type Tell = (happening: PipelineHappening) => void;
