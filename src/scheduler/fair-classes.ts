import { Heap } from './heap.js';
import { Lines, type Ready } from './lines.js';

interface FairClass<T extends Ready> {
  readonly name: string;
  readonly weight: number;
  readonly lines: Lines<T>;
  /** Cost so far, over the weight. */
  virtualMs: number;
  /** What a task of it takes, going by those that have ended. */
  expectedMs: number;
  running: number;
}

/**
 * Classes share the machine by virtual time: a start is charged with what the class's tasks have taken so far, put right when
 * the task has ended; the class with the least goes first. So of two classes that always have something ready, the costs over
 * their weights differ by no more than what `concurrency` + 1 of their longest tasks cost. A class that had nothing ready
 * has saved nothing up: it comes back where the others are.
 */
export class FairClasses<T extends Ready> {
  readonly #weights: Readonly<Record<string, number>>;
  readonly #classes = new Map<string, FairClass<T>>();
  /** Those with something ready. */
  readonly #active = new Heap<FairClass<T>>((left, right) => left.virtualMs < right.virtualMs);
  readonly #charges = new Map<T, { readonly fair: FairClass<T>; readonly ms: number }>();
  #floorMs = 0;
  #sweepAt = SWEEP_MIN;

  constructor(weights: Readonly<Record<string, number>>) {
    this.#weights = weights;
  }

  /** How many are remembered. */
  get size(): number {
    return this.#classes.size;
  }

  push(ready: T): void {
    const fair = this.#classes.get(ready.className) ?? this.#open(ready.className);
    if (fair.lines.isEmpty) {
      fair.virtualMs = Math.max(fair.virtualMs, this.#floorMs);
      this.#active.push(fair);
    }
    fair.lines.push(ready);
  }

  /** Whether it was there. */
  remove(ready: T): boolean {
    const fair = this.#classes.get(ready.className);
    if (!fair?.lines.remove(ready)) return false;
    if (fair.lines.isEmpty) this.#active.remove(fair);
    return true;
  }

  /** What `find` finds in the class that is furthest behind, else in the next. */
  first(find: (lines: Lines<T>) => T | undefined): T | undefined {
    const looked: Array<FairClass<T>> = [];
    let found: T | undefined;
    while (found === undefined) {
      const fair = this.#active.pop();
      if (fair === undefined) break;
      looked.push(fair);
      found = find(fair.lines);
    }
    for (const fair of looked) this.#active.push(fair);
    return found;
  }

  /** `ready` starts. */
  charge(ready: T): void {
    const fair = this.#classes.get(ready.className) ?? this.#open(ready.className);
    const ms = (fair.expectedMs * ready.request.cost) / fair.weight;
    this.#floorMs = Math.max(this.#floorMs, this.#active.peek()?.virtualMs ?? 0);
    this.#charges.set(ready, { fair, ms });
    fair.running += 1;
    this.#move(fair, ms);
  }

  /** `ready` took this long. */
  correct(ready: T, tookMs: number): void {
    const charge = this.#charges.get(ready);
    if (charge === undefined) return;
    this.#charges.delete(ready);
    const { fair, ms } = charge;
    const actualMs = Math.max(tookMs, COST_MIN_MS);
    fair.expectedMs += (actualMs - fair.expectedMs) / LEARNING;
    fair.running -= 1;
    this.#move(fair, (actualMs * ready.request.cost) / fair.weight - ms);
  }

  #move(fair: FairClass<T>, byMs: number): void {
    fair.virtualMs += byMs;
    this.#active.update(fair);
  }

  #open(name: string): FairClass<T> {
    if (this.#classes.size >= this.#sweepAt) this.#forgetIdle();
    const weight = this.#weights[name] ?? 1;
    const fair: FairClass<T> = {
      name,
      weight,
      lines: new Lines<T>(),
      virtualMs: this.#floorMs,
      expectedMs: COST_MIN_MS,
      running: 0,
    };
    this.#classes.set(name, fair);
    return fair;
  }

  /** A class that is not ahead of the others is as good as a new one; where nobody waits, none is ahead. */
  #forgetIdle(): void {
    const aheadMs = this.#active.size === 0 ? Number.POSITIVE_INFINITY : this.#floorMs;
    for (const [name, { lines, running, virtualMs }] of this.#classes) {
      if (lines.isEmpty && running === 0 && virtualMs <= aheadMs) this.#classes.delete(name);
    }
    this.#sweepAt = Math.max(SWEEP_MIN, 2 * this.#classes.size);
  }
}

// So that tasks which take no time take turns as well.
const COST_MIN_MS = 1;
// The weight of the past: an average over about this many tasks.
const LEARNING = 4;
const SWEEP_MIN = 64;
