import type { Request } from './resources.js';
/** What is ready and waits for its turn. Earlier turns go first; equal ones in the order of `sequence`. */
export interface Ready {
  readonly className: string;
  readonly request: Request;
  readonly turn: number;
  readonly sequence: number;
}
/** The ready tasks of one class, those that ask for the same in one line. */
export declare class Lines<T extends Ready> {
  #private;
  get isEmpty(): boolean;
  push(ready: T): void;
  /** Whether it was there. */
  remove(ready: T): boolean;
  /** The first head that fits. Heads before it are added to `passed`. */
  first(fits: (request: Request) => boolean, passed: T[]): T | undefined;
}
