/** A binary heap that finds its items again, so that any can be removed or moved in O(log n). Items are distinct. */
export class Heap {
  #isBefore;
  #items = [];
  #places = new Map();
  constructor(isBefore) {
    this.#isBefore = isBefore;
  }
  get size() {
    return this.#items.length;
  }
  peek() {
    return this.#items[0];
  }
  push(item) {
    this.#items.push(item);
    this.#rise(item, this.#items.length - 1);
  }
  pop() {
    const first = this.#items[0];
    if (first !== undefined) this.remove(first);
    return first;
  }
  /** Whether it was there. */
  remove(item) {
    const place = this.#places.get(item);
    if (place === undefined) return false;
    this.#places.delete(item);
    const last = this.#items.pop();
    if (place < this.#items.length) {
      this.#put(last, place);
      this.update(last);
    }
    return true;
  }
  /** To be called when an item's order has changed. */
  update(item) {
    const place = this.#places.get(item);
    if (place === undefined) return;
    this.#rise(item, place);
    this.#sink(item, this.#places.get(item) ?? place);
  }
  #rise(item, from) {
    let place = from;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = this.#items[above];
      if (!this.#isBefore(item, parent)) break;
      this.#put(parent, place);
      place = above;
    }
    this.#put(item, place);
  }
  #sink(item, from) {
    let place = from;
    for (let child = this.#firstChild(place); child !== undefined; child = this.#firstChild(place)) {
      const below = this.#items[child];
      if (!this.#isBefore(below, item)) break;
      this.#put(below, place);
      place = child;
    }
    this.#put(item, place);
  }
  /** The place of the child that is before the other one. */
  #firstChild(place) {
    const left = 2 * place + 1;
    const right = left + 1;
    if (left >= this.#items.length) return undefined;
    if (right >= this.#items.length) return left;
    return this.#isBefore(this.#items[right], this.#items[left]) ? right : left;
  }
  #put(item, place) {
    this.#items[place] = item;
    this.#places.set(item, place);
  }
}
//# sourceMappingURL=heap.js.map
