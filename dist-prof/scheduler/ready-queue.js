/**
 * Which task starts next. Three questions, in this order:
 *
 * 1. Whose turn is it? Classes share by virtual time: each start moves its class on by what the task costs, and the class
 *    that is furthest behind goes first (`fair-classes.ts`).
 * 2. Which of its tasks? The one with the earliest `turn`: when it was ready, less `ageingMs` for each step of priority. That
 *    is priority with ageing, and needs no sorting again as time passes: a task of priority p is overtaken by one of priority
 *    q > p only if that was ready within (q - p) * ageingMs after it, hence by finitely many.
 * 3. Does it fit? Tasks of one class that ask for the same stand in one line, so what does not fit is looked at once however
 *    many ask for it. Others may pass what does not fit, `PASSES_MAX` times; then it has a claim: all it lacks is set aside
 *    for it as it comes free. As every task fits an empty machine, none waits for ever.
 *
 * A start costs O(log n), and a look at each line before it that does not fit.
 */
import { FairClasses } from './fair-classes.js';
import { Claim } from './resources.js';

const PASSES_MAX = 16;
export class ReadyQueue {
  #pool;
  #classes;
  #passes = new Map();
  #claimant;
  #size = 0;
  constructor(pool, weights = {}) {
    this.#pool = pool;
    this.#classes = new FairClasses(weights);
  }
  get size() {
    return this.#size;
  }
  push(ready) {
    this.#classes.push(ready);
    this.#size += 1;
  }
  /** Whether it was there. */
  remove(ready) {
    if (!this.#classes.remove(ready)) return false;
    this.#passes.delete(ready);
    if (this.#claimant?.ready === ready) this.#claimant = undefined;
    this.#size -= 1;
    return true;
  }
  /** Takes out what is to start now, and takes what it asks for from the pool. */
  next() {
    if (this.#size === 0 || !this.#pool.hasPlace) return undefined;
    const ready = this.#claimed() ?? this.#firstThatFits();
    if (ready === undefined) return undefined;
    this.#classes.charge(ready);
    this.remove(ready);
    this.#pool.take(ready.request);
    return ready;
  }
  /** To be called once for each that `next` answered with: gives back what it took. */
  ended(ready, tookMs) {
    this.#pool.give(ready.request);
    this.#classes.correct(ready, tookMs);
  }
  #claimed() {
    if (this.#claimant === undefined) return undefined;
    const { ready, claim } = this.#claimant;
    const lacking = this.#pool.lacking(ready.request);
    claim.add(lacking);
    return lacking.length === 0 ? ready : undefined;
  }
  #firstThatFits() {
    const passed = [];
    const fits = (request) => this.#pool.fits(request, this.#claimant?.claim);
    const found = this.#classes.first((lines) => lines.first(fits, passed));
    if (found !== undefined) this.#countPasses(passed);
    return found;
  }
  #countPasses(passed) {
    for (const ready of passed) {
      const count = (this.#passes.get(ready) ?? 0) + 1;
      this.#passes.set(ready, count);
      if (count >= PASSES_MAX) this.#claimant ??= { ready, claim: new Claim(ready.request) };
    }
  }
}
//# sourceMappingURL=ready-queue.js.map
