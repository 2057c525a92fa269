/** Takes a piece; false, or a promise of it, says that nobody wants more. */
export type TakeItems<T> = (items: readonly T[]) => boolean | Promise<boolean>;
/** Cuts a list into pieces of at most 32 KiB by `weigh`, or of one item. */
export declare function cutIntoBatches<T>(items: Iterable<T>, weigh: (item: T) => number): Generator<T[]>;
/** Runs `start`, which hands over pieces, and yields them. A reader that stops early stops the work. */
export declare function takeBatches<T>(
  start: (take: TakeItems<T>) => Promise<unknown>,
): AsyncGenerator<readonly T[]>;
