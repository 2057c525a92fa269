import type { Clock } from '../base/clock.js';
/** The time that all of a scheduler's tasks have together, from the first on. The timer runs only while there are some. */
export declare class RunDeadline {
  #private;
  constructor({
    clock,
    ms,
    act,
  }: {
    clock: Clock;
    ms: number | undefined;
    act: (ms: number) => void;
  });
  arm(): void;
  rest(): void;
}
