/** A binary heap that finds its items again, so that any can be removed or moved in O(log n). Items are distinct. */
export class Heap<T> {
  readonly #isBefore: (left: T, right: T) => boolean;
  readonly #items: T[] = [];
  readonly #places = new Map<T, number>();

  constructor(isBefore: (left: T, right: T) => boolean) {
    this.#isBefore = isBefore;
  }

  get size(): number {
    return this.#items.length;
  }

  peek(): T | undefined {
    return this.#items[0];
  }

  push(item: T): void {
    this.#items.push(item);
    this.#rise(item, this.#items.length - 1);
  }

  pop(): T | undefined {
    const first = this.#items[0];
    if (first !== undefined) this.remove(first);
    return first;
  }

  /** Whether it was there. */
  remove(item: T): boolean {
    const place = this.#places.get(item);
    if (place === undefined) return false;
    this.#places.delete(item);
    const last = this.#items.pop() as T;
    if (place < this.#items.length) {
      this.#put(last, place);
      this.update(last);
    }
    return true;
  }

  /** To be called when an item's order has changed. */
  update(item: T): void {
    const place = this.#places.get(item);
    if (place === undefined) return;
    this.#rise(item, place);
    this.#sink(item, this.#places.get(item) ?? place);
  }

  #rise(item: T, from: number): void {
    let place = from;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = this.#items[above] as T;
      if (!this.#isBefore(item, parent)) break;
      this.#put(parent, place);
      place = above;
    }
    this.#put(item, place);
  }

  #sink(item: T, from: number): void {
    let place = from;
    for (let child = this.#firstChild(place); child !== undefined; child = this.#firstChild(place)) {
      const below = this.#items[child] as T;
      if (!this.#isBefore(below, item)) break;
      this.#put(below, place);
      place = child;
    }
    this.#put(item, place);
  }

  /** The place of the child that is before the other one. */
  #firstChild(place: number): number | undefined {
    const left = 2 * place + 1;
    const right = left + 1;
    if (left >= this.#items.length) return undefined;
    if (right >= this.#items.length) return left;
    return this.#isBefore(this.#items[right] as T, this.#items[left] as T) ? right : left;
  }

  #put(item: T, place: number): void {
    this.#items[place] = item;
    this.#places.set(item, place);
  }
}
