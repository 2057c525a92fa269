import type { Clock } from '../base/clock.js';
import type { PressureLimits, PressureReading, PressureState } from './pressure.js';
import type { Resources } from './resources.js';
import type { TaskState } from './task.js';
/**
 * What the first task that ends as failed, errored or timed out means for the others:
 * `continue`: those that do not need it go on. `finish-running`: no other task starts; those that have begun come to their
 * end, further attempts included. `stop-new`: nothing starts, no further attempt either. `kill`: those that run are ended too.
 */
export type FailureMode = 'continue' | 'finish-running' | 'stop-new' | 'kill';
export interface SchedulerOptions<Result> {
  /** How many tasks run at once. */
  readonly concurrency: number;
  /** What there is in all. What is left out is not counted; a token that is left out cannot be asked for. */
  readonly resources?: Resources | undefined;
  /** How many tasks may be there that have not ended; `submit` waits beyond. Default 10,000. */
  readonly bound?: number | undefined;
  /** Default `continue`. */
  readonly failureMode?: FailureMode | undefined;
  /** How long all may take, from the first `submit` on. Default without end. */
  readonly runDeadlineMs?: number | undefined;
  /** How long a task must have waited to stand with one whose priority is higher by one. Default 10,000. */
  readonly ageingMs?: number | undefined;
  /** The parts of classes; 1 for a class that is not named. */
  readonly weights?: Readonly<Record<string, number>> | undefined;
  /** Starts nothing while the kernel says that work stalls, except where nothing runs. Default: not looked at. */
  readonly pressure?: PressureOptions | undefined;
  /** Default the system's. */
  readonly clock?: Clock | undefined;
  /** Told each step, in order. Must not throw: that ends the process, as a throwing event listener does. */
  readonly onEvent?: ((event: SchedulerEvent<Result>) => void) | undefined;
}
export interface PressureOptions {
  /** `readPressure`, or a test's. Called at most once in `everyMs`. */
  read(): PressureReading;
  readonly limits?: PressureLimits | undefined;
  /** Default 1,000. */
  readonly everyMs?: number | undefined;
}
export type SchedulerEvent<Result> =
  /** A task entered this state. */
  | {
      readonly kind: 'task';
      readonly atMs: number;
      readonly task: string;
      readonly state: TaskState<Result>;
    }
  | {
      readonly kind: 'pressure';
      readonly atMs: number;
      readonly pressure: PressureState;
    }
  /** The failure mode takes effect because of this task. */
  | {
      readonly kind: 'stopping';
      readonly atMs: number;
      readonly task: string;
      readonly mode: FailureMode;
    };
