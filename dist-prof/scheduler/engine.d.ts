import { Entry } from './entry.js';
import type { SchedulerOptions } from './options.js';
import type { PressureState } from './pressure.js';
import { ResourcePool } from './resources.js';
import type { Stop, Task, TaskState } from './task.js';
/** How many tasks are in each state; of those that have ended, all there ever were. */
export type Counts = {
  [Kind in TaskState<unknown>['kind']]: number;
};
export declare class Engine<Result> {
  #private;
  readonly pool: ResourcePool;
  readonly counts: Counts;
  /** `admit` lets those in who wait for room, and says whether there were any. */
  constructor(options: SchedulerOptions<Result>, admit: () => boolean);
  get pressure(): PressureState;
  /** How many tasks have not ended. */
  get size(): number;
  /** An entry for a task that has been checked; nothing happens to it before `take`. */
  enter(task: Task<Result>, needs: ReadonlyArray<Entry<Result>>): Entry<Result>;
  take(entry: Entry<Result>): void;
  /** Ends a task: at once, or when its run has ended. The first reason counts. */
  stop(entry: Entry<Result>, stop: Stop): void;
  /** Ends all there are, and whatever comes. */
  halt(stop: Stop): void;
  /** To be called when there is something to let in. */
  advance(): void;
  /** Draws conclusions when `act` is done, and only then: nothing starts meanwhile. */
  together<T>(act: () => T): T;
}
