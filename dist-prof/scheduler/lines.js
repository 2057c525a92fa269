import { Heap } from './heap.js';

/** How many lines are looked at for one that fits. */
const LINES_MAX = 64;
/** The ready tasks of one class, those that ask for the same in one line. */
export class Lines {
  #byRequest = new Map();
  /** By their heads. */
  #order = new Heap((left, right) => isBefore(left.peek(), right.peek()));
  get isEmpty() {
    return this.#order.size === 0;
  }
  push(ready) {
    const known = this.#byRequest.get(ready.request);
    const line = known ?? new Heap(isBefore);
    line.push(ready);
    if (known) this.#order.update(known);
    else this.#open(ready.request, line);
  }
  /** Whether it was there. */
  remove(ready) {
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
  first(fits, passed) {
    const looked = [];
    let found;
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
  #open(request, line) {
    this.#byRequest.set(request, line);
    this.#order.push(line);
  }
}
function isBefore(left, right) {
  if (left === undefined || right === undefined) return right !== undefined;
  return left.turn < right.turn || (left.turn === right.turn && left.sequence < right.sequence);
}
//# sourceMappingURL=lines.js.map
