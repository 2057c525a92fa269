import { AbortWatch } from '../base/abort.js';
import type { Task } from './task.js';

interface Waiting {
  readonly name: string | undefined;
  /** Out of the line and in. */
  enter(): void;
  /** Out of the line for good. */
  leave(reason: unknown): void;
}

/** Those who wait for room in a scheduler, in the order they came. */
export class Room<Result> {
  readonly #waiting = new Set<Waiting>();
  readonly #names = new Set<string>();
  readonly #aborts = new AbortWatch();

  get isEmpty(): boolean {
    return this.#waiting.size === 0;
  }

  /** Of the tasks that wait. */
  get names(): ReadonlySet<string> {
    return this.#names;
  }

  /** Answers with what `accept` answers, called once there is room. The task's signal takes it out of the line. */
  wait<T>({ name, signal }: Task<Result>, accept: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const go = (): void => {
        this.#waiting.delete(waiting);
        if (name !== undefined) this.#names.delete(name);
        release();
      };
      const waiting: Waiting = {
        name,
        enter: () => {
          go();
          try {
            resolve(accept());
          } catch (error) {
            reject(error as Error);
          }
        },
        leave: (reason) => {
          go();
          reject(reason as Error);
        },
      };
      const release = this.#aborts.add(signal, () => waiting.leave(signal?.reason));
      this.#waiting.add(waiting);
      if (name !== undefined) this.#names.add(name);
    });
  }

  letNextIn(): void {
    for (const waiting of this.#waiting) {
      waiting.enter();
      return;
    }
  }

  sendAway(reason: Error): void {
    for (const waiting of this.#waiting) waiting.leave(reason);
  }
}
