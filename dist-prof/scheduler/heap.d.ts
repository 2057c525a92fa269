/** A binary heap that finds its items again, so that any can be removed or moved in O(log n). Items are distinct. */
export declare class Heap<T> {
  #private;
  constructor(isBefore: (left: T, right: T) => boolean);
  get size(): number;
  peek(): T | undefined;
  push(item: T): void;
  pop(): T | undefined;
  /** Whether it was there. */
  remove(item: T): boolean;
  /** To be called when an item's order has changed. */
  update(item: T): void;
}
