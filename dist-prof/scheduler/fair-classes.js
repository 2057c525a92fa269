import { Heap } from './heap.js';
import { Lines } from './lines.js';
/**
 * Classes share the machine by virtual time: a start is charged with what the class's tasks have taken so far, put right when
 * the task has ended; the class with the least goes first. So of two classes that always have something ready, the costs over
 * their weights differ by no more than what `concurrency` + 1 of their longest tasks cost. A class that had nothing ready
 * has saved nothing up: it comes back where the others are.
 */
export class FairClasses {
  #weights;
  #classes = new Map();
  /** Those with something ready. */
  #active = new Heap((left, right) => left.virtualMs < right.virtualMs);
  #charges = new Map();
  #floorMs = 0;
  #sweepAt = SWEEP_MIN;
  constructor(weights) {
    this.#weights = weights;
  }
  /** How many are remembered. */
  get size() {
    return this.#classes.size;
  }
  push(ready) {
    const fair = this.#classes.get(ready.className) ?? this.#open(ready.className);
    if (fair.lines.isEmpty) {
      fair.virtualMs = Math.max(fair.virtualMs, this.#floorMs);
      this.#active.push(fair);
    }
    fair.lines.push(ready);
  }
  /** Whether it was there. */
  remove(ready) {
    const fair = this.#classes.get(ready.className);
    if (!fair?.lines.remove(ready)) return false;
    if (fair.lines.isEmpty) this.#active.remove(fair);
    return true;
  }
  /** What `find` finds in the class that is furthest behind, else in the next. */
  first(find) {
    const looked = [];
    let found;
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
  charge(ready) {
    const fair = this.#classes.get(ready.className) ?? this.#open(ready.className);
    const ms = (fair.expectedMs * ready.request.cost) / fair.weight;
    this.#floorMs = Math.max(this.#floorMs, this.#active.peek()?.virtualMs ?? 0);
    this.#charges.set(ready, { fair, ms });
    fair.running += 1;
    this.#move(fair, ms);
  }
  /** `ready` took this long. */
  correct(ready, tookMs) {
    const charge = this.#charges.get(ready);
    if (charge === undefined) return;
    this.#charges.delete(ready);
    const { fair, ms } = charge;
    const actualMs = Math.max(tookMs, COST_MIN_MS);
    fair.expectedMs += (actualMs - fair.expectedMs) / LEARNING;
    fair.running -= 1;
    this.#move(fair, (actualMs * ready.request.cost) / fair.weight - ms);
  }
  #move(fair, byMs) {
    fair.virtualMs += byMs;
    this.#active.update(fair);
  }
  #open(name) {
    if (this.#classes.size >= this.#sweepAt) this.#forgetIdle();
    const weight = this.#weights[name] ?? 1;
    const fair = {
      name,
      weight,
      lines: new Lines(),
      virtualMs: this.#floorMs,
      expectedMs: COST_MIN_MS,
      running: 0,
    };
    this.#classes.set(name, fair);
    return fair;
  }
  /** A class that is not ahead of the others is as good as a new one; where nobody waits, none is ahead. */
  #forgetIdle() {
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
//# sourceMappingURL=fair-classes.js.map
