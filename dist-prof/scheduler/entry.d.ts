import type { Clock } from '../base/clock.js';
import type { Ready } from './lines.js';
import type { Request } from './resources.js';
import type { AttemptEnd, Task, TaskEnd, TaskState } from './task.js';
export interface EntryPlan<Result> {
  readonly task: Task<Result>;
  readonly request: Request;
  readonly sequence: number;
  readonly needs: ReadonlyArray<Entry<Result>>;
}
type TimerName = 'deadline' | 'timeout' | 'delay';
/** What the scheduler remembers of a task. Only the scheduler moves it from state to state. */
export declare class Entry<Result> implements Ready {
  #private;
  readonly id: string;
  readonly task: Task<Result>;
  readonly request: Request;
  readonly sequence: number;
  readonly className: string;
  readonly ended: Promise<TaskEnd<Result>>;
  state: TaskState<Result>;
  /** Set when it is first ready, and kept for its further attempts. */
  turn: number;
  startedMs: number;
  /** How many of its needs have not ended. */
  missing: number;
  /** How the attempt before went. */
  last: AttemptEnd<Result> | undefined;
  /** Of the attempt that runs. */
  controller: AbortController | undefined;
  constructor({ task, request, sequence, needs }: EntryPlan<Result>);
  /** How its needs ended; to be asked for once all have. */
  needs(): Map<string, TaskEnd<Result>>;
  /** Those that wait for it, once. */
  takeDependents(): Array<Entry<Result>>;
  /** Calls `act` with `ms` once they have passed; never where there are none. */
  setTimer(
    name: TimerName,
    {
      clock,
      ms,
    }: {
      clock: Clock;
      ms: number | undefined;
    },
    act: (ms: number) => void,
  ): void;
  /** To be called when it has ended. */
  onSettled(release: () => void): void;
  clearTimer(name: TimerName): void;
  /** Lets go of all it held on to, and tells who waits for its end. */
  settle(end: TaskEnd<Result>): void;
}
export {};
