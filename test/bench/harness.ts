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
  open(): Promise<{ readonly contenders: readonly Contender[]; readonly shared: AsyncDisposable }>;
}

export interface Measured {
  readonly name: string;
  readonly samplesMs: readonly number[];
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** Its p50 over that of its yardstick. */
  readonly ratio: number;
}

export interface Rounds {
  readonly warmUp: number;
  readonly samples: number;
}

export async function measureSuite(suite: Suite, rounds: Rounds): Promise<Measured[]> {
  const { contenders, shared } = await suite.open();
  try {
    for (let round = 0; round < rounds.warmUp; round += 1) {
      for (const contender of contenders) await contender.sample();
    }
    const samples = contenders.map((): number[] => []);
    for (let round = 0; round < rounds.samples; round += 1) {
      for (const [index, contender] of contenders.entries()) samples[index]?.push(await contender.sample());
    }
    return summarize(contenders, samples);
  } finally {
    for (const contender of contenders) await contender[Symbol.asyncDispose]();
    await shared[Symbol.asyncDispose]();
  }
}

function summarize(contenders: readonly Contender[], samples: ReadonlyArray<readonly number[]>): Measured[] {
  const medians = new Map(
    contenders.map(({ name }, index) => [name, percentile(samples[index] ?? [], 0.5)] as const),
  );
  return contenders.map(({ name, yardstick = contenders[0]?.name ?? '' }, index) => {
    const samplesMs = samples[index] ?? [];
    const p50Ms = percentile(samplesMs, 0.5);
    const ratio = p50Ms / (medians.get(yardstick) ?? Number.NaN);
    return { name, samplesMs, p50Ms, p95Ms: percentile(samplesMs, 0.95), ratio };
  });
}

/** The smallest sample that is not below this share of them (nearest rank). */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(Math.ceil(share * sorted.length) - 1, 0)] ?? Number.NaN;
}

/** Milliseconds that `work` took. */
export async function timeMs(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
