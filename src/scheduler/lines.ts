import { Heap } from './heap.js';
import type { Request } from './resources.js';

/** What is ready and waits for its turn. Earlier turns go first; equal ones in the order of `sequence`. */
export interface Ready {
  readonly className: string;
  readonly request: Request;
  readonly turn: number;
  readonly sequence: number;
}

/** How many lines are looked at for one that fits. */
const LINES_MAX = 64;

/** The ready tasks of one class, those that ask for the same in one line. */
export class Lines<T extends Ready> {
  readonly #byRequest = new Map<Request, Heap<T>>();
  /** By their heads. */
  readonly #order = new Heap<Heap<T>>((left, right) => isBefore(left.peek(), right.peek()));

  get isEmpty(): boolean {
    return this.#order.size === 0;
  }

  push(ready: T): void {
    const known = this.#byRequest.get(ready.request);
    const line = known ?? new Heap<T>(isBefore);
    line.push(ready);
    if (known) this.#order.update(known);
    else this.#open(ready.request, line);
  }

  /** Whether it was there. */
  remove(ready: T): boolean {
    const line = this.#byRequest.get(ready.request);
    if (!line?.remove(ready)) return false;
    if (line.size > 0) {
      this.#order.update(line);
    } else {
      this.#order.remove(line);
      this.#byRequest.delete(ready.request);
    }
    return true;
  }

  /** The first head that fits. Heads before it are added to `passed`. */
  first(fits: (request: Request) => boolean, passed: T[]): T | undefined {
    const looked: Array<Heap<T>> = [];
    let found: T | undefined;
    while (found === undefined && looked.length < LINES_MAX) {
      const line = this.#order.pop();
      const head = line?.peek();
      if (line === undefined || head === undefined) break;
      looked.push(line);
      if (fits(head.request)) found = head;
      else passed.push(head);
    }
    for (const line of looked) this.#order.push(line);
    return found;
  }

  #open(request: Request, line: Heap<T>): void {
    this.#byRequest.set(request, line);
    this.#order.push(line);
  }
}

function isBefore(left: Ready | undefined, right: Ready | undefined): boolean {
  if (left === undefined || right === undefined) return right !== undefined;
  return left.turn < right.turn || (left.turn === right.turn && left.sequence < right.sequence);
}
