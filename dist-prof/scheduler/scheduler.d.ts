import { type Counts } from './engine.js';
import type { SchedulerOptions } from './options.js';
import type { PressureState } from './pressure.js';
import type { Task, TaskHandle } from './task.js';
export declare class Scheduler<Result> implements AsyncDisposable {
  #private;
  /** LAYOVER_USAGE for an option that cannot be. */
  constructor(options: SchedulerOptions<Result>);
  /**
   * Takes a task; waits first while there are as many as `bound` that have not ended. LAYOVER_USAGE for a value that cannot
   * be; LAYOVER_SCHEDULE for a name that is taken, a need that is not known, or more resources than there are;
   * LAYOVER_CLOSED after `drain` or `shutdown`.
   */
  submit(task: Task<Result>): Promise<TaskHandle<Result>>;
  /**
   * Takes tasks that may need each other, in any order, and answers with their handles in the order given. Nothing starts
   * where the graph is wrong. Waits as `submit` does; if one is refused while it waits, those already taken are canceled.
   */
  submitAll(tasks: Iterable<Task<Result>>): Promise<Array<TaskHandle<Result>>>;
  /** The task of that name, ended or not, until it is forgotten. */
  find(name: string): TaskHandle<Result> | undefined;
  /** Lets go of a task that has ended: its result can be collected, its name be used again. */
  forget(name: string): void;
  /** How many tasks are in each state; of those that have ended, all there ever were. */
  get counts(): Readonly<Counts>;
  /** Whether starts are held back because work stalls. */
  get pressure(): PressureState;
  /** Takes no more tasks. Answers when all that were submitted before have ended. */
  drain(): Promise<void>;
  /** Takes no more tasks, refuses those that wait for room, cancels all others. Answers when every run has really ended. */
  shutdown(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
