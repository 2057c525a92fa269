import type { Ready } from './lines.js';
import { type ResourcePool } from './resources.js';
export declare class ReadyQueue<T extends Ready> {
  #private;
  constructor(pool: ResourcePool, weights?: Readonly<Record<string, number>>);
  get size(): number;
  push(ready: T): void;
  /** Whether it was there. */
  remove(ready: T): boolean;
  /** Takes out what is to start now, and takes what it asks for from the pool. */
  next(): T | undefined;
  /** To be called once for each that `next` answered with: gives back what it took. */
  ended(ready: T, tookMs: number): void;
}
