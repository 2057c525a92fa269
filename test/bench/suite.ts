/** What a suite of the benchmark is made of. */

/** One way to do the same thing. A sample does it once and answers with its time, or with what its suite counts in. */
export interface Contender extends AsyncDisposable {
  readonly name: string;
  /** The name of the one it is measured against; default the first. */
  readonly yardstick?: string;
  /** Where it stands in a plot of lines; its suite has an axis then. */
  readonly point?: Point;
  sample(): Promise<number>;
}

export interface Point {
  readonly line: string;
  readonly x: number;
}

export type Unit = 'ms' | 'KiB';

export interface Suite {
  /** `growth-tree` is also found under `growth`. */
  readonly name: string;
  readonly description: string;
  readonly unit?: Unit;
  /** Seconds of measuring; default 20. Making what is measured comes on top. */
  readonly seconds?: number;
  /** Seconds that `open` takes, about: for the time that is said to remain. */
  readonly setUpSeconds?: number;
  /** No more rounds than this once 30 rounds or 20 seconds have gone by. */
  readonly samplesMax?: number;
  /** No more rounds than this before those that count. */
  readonly warmUpMax?: number;
  /** What the points of its contenders are, for a plot of lines. */
  readonly axis?: string;
  readonly targets?: readonly Target[];
  /** The first one is what the others are measured against, where they name none. What they share is gone when `shared` is disposed. */
  open(): Promise<OpenSuite>;
}

export interface OpenSuite {
  readonly contenders: readonly Contender[];
  /** Those that cannot be had here, and why. */
  readonly gaps?: readonly Gap[];
  readonly shared: AsyncDisposable;
  /** Said below the table: what the figures do not show. */
  readonly notes?: readonly string[];
}

export interface Gap {
  readonly name: string;
  readonly reason: string;
}

/** What a suite is to show: the p50 of one contender over that of another, or by itself, stays within a bound. */
export interface Target {
  readonly text: string;
  readonly contender: string;
  /** Without it the bound is in what the suite counts in. */
  readonly over?: string;
  /** Taken from the contender first: what is paid anyway. */
  readonly beyond?: string;
  readonly bound: { readonly atMost: number } | { readonly atLeast: number };
}

/** Milliseconds that `work` took. */
export async function timeMs(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
