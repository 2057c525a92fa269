import { type Interval, percentile, ratioInterval } from './statistics.js';

/**
 * Runs contenders in turns, A B C A B C ..., so that whatever else the machine does hits all of them alike.
 * The first contender is the yardstick of those that name no other.
 */

/** One way to do the same thing. A sample does it once and answers with its time. */
export interface Contender extends AsyncDisposable {
  readonly name: string;
  /** The name of the one it is measured against; default the first. */
  readonly yardstick?: string;
  /** Milliseconds. */
  sample(): Promise<number>;
}

export interface Suite {
  readonly name: string;
  readonly description: string;
  /** The first one is what the others are measured against, where they name none. What they share is gone when `shared` is disposed. */
  open(): Promise<OpenSuite>;
  /** Fewer where one sample takes long. */
  readonly samplesMax?: number;
  /** The same of the rounds before those that count. */
  readonly warmUpMax?: number;
}

export interface OpenSuite {
  readonly contenders: readonly Contender[];
  /** Those that cannot be had here, and why. */
  readonly gaps?: readonly Gap[];
  readonly shared: AsyncDisposable;
}

export interface Gap {
  readonly name: string;
  readonly reason: string;
}

export interface Measured {
  readonly name: string;
  readonly samplesMs: readonly number[];
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** Its p50 over that of its yardstick, and where that lies with 95 % confidence. */
  readonly ratio: number;
  readonly interval: Interval;
}

export interface SuiteResult {
  readonly measured: readonly Measured[];
  readonly gaps: readonly Gap[];
}

export interface Rounds {
  readonly warmUp: number;
  readonly samples: number;
}

export async function measureSuite(suite: Suite, rounds: Rounds): Promise<SuiteResult> {
  const { contenders, shared, gaps = [] } = await suite.open();
  try {
    const warmUp = Math.min(rounds.warmUp, suite.warmUpMax ?? rounds.warmUp);
    for (let round = 0; round < warmUp; round += 1) {
      for (const contender of contenders) await contender.sample();
    }
    const samples = contenders.map((): number[] => []);
    const count = Math.min(rounds.samples, suite.samplesMax ?? rounds.samples);
    for (let round = 0; round < count; round += 1) {
      for (const [index, contender] of contenders.entries()) samples[index]?.push(await contender.sample());
    }
    return { measured: summarize(contenders, samples), gaps };
  } finally {
    for (const contender of contenders) await contender[Symbol.asyncDispose]();
    await shared[Symbol.asyncDispose]();
  }
}

function summarize(contenders: readonly Contender[], samples: ReadonlyArray<readonly number[]>): Measured[] {
  const byName = new Map(contenders.map(({ name }, index) => [name, samples[index] ?? []] as const));
  return contenders.map(({ name, yardstick = contenders[0]?.name ?? '' }) => {
    const samplesMs = byName.get(name) ?? [];
    const against = byName.get(yardstick) ?? [];
    const p50Ms = percentile(samplesMs, 0.5);
    return {
      name,
      samplesMs,
      p50Ms,
      p95Ms: percentile(samplesMs, 0.95),
      ratio: p50Ms / percentile(against, 0.5),
      interval: ratioInterval(samplesMs, against),
    };
  });
}

/** Milliseconds that `work` took. */
export async function timeMs(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
