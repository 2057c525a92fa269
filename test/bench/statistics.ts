/** The smallest sample that is not below this share of them (nearest rank). */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(Math.ceil(share * sorted.length) - 1, 0)] ?? Number.NaN;
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

const RESAMPLES = 1_000;

/**
 * Where the ratio of two medians lies with 95 % confidence, by bootstrap: both are drawn again from what was measured,
 * round by round together, since what the machine did in a round it did to both.
 */
export function ratioInterval(samples: readonly number[], yardstick: readonly number[]): Interval {
  const random = seeded(samples.length);
  const count = Math.min(samples.length, yardstick.length);
  const ratios = Array.from({ length: RESAMPLES }, () => {
    const rounds = Array.from({ length: count }, () => Math.floor(random() * count));
    const median = (values: readonly number[]): number =>
      percentile(
        rounds.map((round) => values[round] ?? Number.NaN),
        0.5,
      );
    return median(samples) / median(yardstick);
  });
  return { low: percentile(ratios, 0.025), high: percentile(ratios, 0.975) };
}

/** The same figures from the same samples, whenever it is asked: mulberry32. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
