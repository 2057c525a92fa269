import type { Task } from './task.js';
/** Those who wait for room in a scheduler, in the order they came. */
export declare class Room<Result> {
  #private;
  get isEmpty(): boolean;
  /** Of the tasks that wait. */
  get names(): ReadonlySet<string>;
  /** Answers with what `accept` answers, called once there is room. The task's signal takes it out of the line. */
  wait<T>({ name, signal }: Task<Result>, accept: () => T): Promise<T>;
  letNextIn(): void;
  sendAway(reason: Error): void;
}
