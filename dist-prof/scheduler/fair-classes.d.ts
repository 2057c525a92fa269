import { Lines, type Ready } from './lines.js';
/**
 * Classes share the machine by virtual time: a start is charged with what the class's tasks have taken so far, put right when
 * the task has ended; the class with the least goes first. So of two classes that always have something ready, the costs over
 * their weights differ by no more than what `concurrency` + 1 of their longest tasks cost. A class that had nothing ready
 * has saved nothing up: it comes back where the others are.
 */
export declare class FairClasses<T extends Ready> {
  #private;
  constructor(weights: Readonly<Record<string, number>>);
  /** How many are remembered. */
  get size(): number;
  push(ready: T): void;
  /** Whether it was there. */
  remove(ready: T): boolean;
  /** What `find` finds in the class that is furthest behind, else in the next. */
  first(find: (lines: Lines<T>) => T | undefined): T | undefined;
  /** `ready` starts. */
  charge(ready: T): void;
  /** `ready` took this long. */
  correct(ready: T, tookMs: number): void;
}
