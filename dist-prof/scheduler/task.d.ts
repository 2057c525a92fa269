/**
 * What a scheduler is given, and what it says of it. A task's whole life is one `TaskState`:
 *
 *   submit ──▶ waiting ──▶ queued ──▶ running ──▶ ended
 *                             ▲        │   │       ▲
 *                             │        │   ▼       │
 *                             │        │ ending ───┤
 *                             │        ▼   ▼       │
 *                             └────── delayed ─────┘
 *
 * waiting, queued and delayed also go straight to ended: by a deadline, a cancellation, or a failure elsewhere.
 * waiting: for its needs. queued: for its turn and for what it asks of the machine. ending: it was told to stop, and holds
 * all it took until its run has really ended. delayed: for its next attempt, holding nothing. Every task ends exactly once.
 */
import type { Resources } from './resources.js';
/** Work for a scheduler. Only `run` is required. */
export interface Task<Result> {
  /** What others need it by, and messages call it. One without a name cannot be needed and is forgotten once ended. */
  readonly name?: string | undefined;
  /** Names of tasks that must have ended before: submitted earlier, or in the same `submitAll`. */
  readonly needs?: readonly string[] | undefined;
  /** Whether it runs, judged once its needs have ended; default `success`. */
  readonly when?: Condition<Result> | undefined;
  /** -100 to 100, higher first within its class; default 0. Waiting counts: see `ageingMs`. */
  readonly priority?: number | undefined;
  /** Tasks of one class share what is their class's part of the machine; default `default`. */
  readonly class?: string | undefined;
  /** What it holds while it runs, beside its place among `concurrency`. */
  readonly resources?: Resources | undefined;
  /** How long an attempt may take. */
  readonly timeoutMs?: number | undefined;
  /** How long it may take from when it was taken, waiting and further attempts included. */
  readonly deadlineMs?: number | undefined;
  readonly retry?: Retry | undefined;
  /** Cancels the task; while `submit` still waits for room, rejects that with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Does the work. Must end soon after `signal` is aborted, and only when everything it started is gone. What it throws is
   * an infrastructure failure; a failure of the work itself is the verdict `failed`.
   */
  run(context: RunContext<Result>): Promise<Verdict<Result>>;
}
export interface RunContext<Result> {
  readonly signal: AbortSignal;
  /** 1 for the first. */
  readonly attempt: number;
  /** How the needs ended, by name, in the order written. */
  readonly needs: ReadonlyMap<string, TaskEnd<Result>>;
}
export type Verdict<Result> =
  | {
      readonly kind: 'succeeded';
      readonly result: Result;
    }
  /** The work was done and says no: a command's exit status, say. */
  | {
      readonly kind: 'failed';
      readonly result: Result;
    }
  /** The work could not be done. What is `permanent` would only fail again, and is not tried again. */
  | {
      readonly kind: 'errored';
      readonly error: unknown;
      readonly isPermanent?: boolean | undefined;
    };
/**
 * `success`: all needs succeeded. `failure`: one of them is in trouble (`isTrouble`). `always`: however they ended.
 * Tasks with another condition than `success` are there to clean up: no failure mode keeps them from running or ends them, and their failing sets none off.
 */
export type Condition<Result> =
  | 'success'
  | 'failure'
  | 'always'
  | ((needs: ReadonlyMap<string, TaskEnd<Result>>) => boolean);
export type RetryReason = 'failed' | 'errored' | 'timed-out';
export interface Retry {
  /** The most attempts in all, the first included; default 3. */
  readonly attempts?: number | undefined;
  /** What is tried again; default only `errored`, infrastructure. `timed-out` means an attempt's own `timeoutMs`. */
  readonly on?: readonly RetryReason[] | undefined;
  /** Before the second attempt; each further delay is twice as long, up to 30 s. Default 200. */
  readonly delayMs?: number | undefined;
}
export type TaskState<Result> =
  | {
      readonly kind: 'waiting';
    }
  | {
      readonly kind: 'queued';
      readonly attempt: number;
    }
  | {
      readonly kind: 'running';
      readonly attempt: number;
    }
  | {
      readonly kind: 'ending';
      readonly attempt: number;
      readonly stop: Stop;
    }
  /** `last` is why; the attempt to come is `attempt`. */
  | {
      readonly kind: 'delayed';
      readonly attempt: number;
      readonly delayMs: number;
      readonly last: AttemptEnd<Result>;
    }
  | {
      readonly kind: 'ended';
      readonly end: TaskEnd<Result>;
    };
export type TaskEnd<Result> =
  | AttemptEnd<Result>
  | (Stop & {
      /** What the run answered all the same, when it had begun. */
      readonly result: Result | undefined;
      readonly attempts: number;
    })
  /** It never ran. */
  | {
      readonly kind: 'skipped';
      readonly because: SkipReason;
    };
/** How an attempt that nobody stopped ended; the last one's is the task's. */
export type AttemptEnd<Result> =
  | {
      readonly kind: 'succeeded';
      readonly result: Result;
      readonly attempts: number;
    }
  | {
      readonly kind: 'failed';
      readonly result: Result;
      readonly attempts: number;
    }
  | {
      readonly kind: 'errored';
      readonly error: unknown;
      readonly attempts: number;
    }
  | (OwnTimeout & {
      readonly result: Result | undefined;
      readonly attempts: number;
    });
/** The attempt's own `timeoutMs` was over. */
export interface OwnTimeout {
  readonly kind: 'timed-out';
  readonly scope: 'attempt';
  readonly afterMs: number;
}
/** Why a scheduler ends a task that has not ended by itself. The first reason counts. */
export type Stop =
  | {
      readonly kind: 'canceled';
      readonly by: 'caller' | 'failure' | 'shutdown';
    }
  | OwnTimeout
  /** The task's `deadlineMs`, or the scheduler's `runDeadlineMs`. */
  | {
      readonly kind: 'timed-out';
      readonly scope: 'task' | 'run';
      readonly afterMs: number;
    };
export type SkipReason =
  /** `name` is the task at the root of it, which may be a need's need; `end` says how that one ended. */
  | {
      readonly kind: 'need-failed';
      readonly name: string;
      readonly end: TaskEnd<unknown>['kind'];
    }
  /** A need did not run because of its own condition. */
  | {
      readonly kind: 'need-skipped';
      readonly name: string;
    }
  /** Its own condition was not met. */
  | {
      readonly kind: 'when';
    }
  /** Another task failed, and the failure mode lets nothing new start. */
  | {
      readonly kind: 'stopped';
      readonly name: string;
    };
/** A task that was accepted. */
export interface TaskHandle<Result> {
  /** Its name, or `#` and a number. */
  readonly id: string;
  readonly state: TaskState<Result>;
  /** Never rejects. */
  readonly ended: Promise<TaskEnd<Result>>;
  /** Ends it, and answers when it has ended. One that has ended already stays as it is. */
  cancel(): Promise<TaskEnd<Result>>;
}
