import type { Measured } from './harness.js';
import { type Interval, percentile, ratioInterval } from './statistics.js';
import type { Target } from './suite.js';

/** What became of a target. */
export interface Judgment {
  readonly suite: string;
  readonly text: string;
  readonly bound: Target['bound'];
  readonly verdict: Verdict;
}

export type Verdict =
  | { readonly kind: 'hit' | 'missed'; readonly ratio: number; readonly interval: Interval }
  | { readonly kind: 'unknown'; readonly missing: string };

export function judge(suite: string, target: Target, measured: readonly Measured[]): Judgment {
  const { text, bound } = target;
  const samplesOf = (name: string): readonly number[] =>
    measured.find((row) => row.name === name)?.samples ?? [];
  const names = [target.contender, target.over, target.beyond].filter((name) => name !== undefined);
  const missing = names.find((name) => samplesOf(name).length === 0);
  if (missing !== undefined) return { suite, text, bound, verdict: { kind: 'unknown', missing } };
  const paid = target.beyond === undefined ? 0 : percentile(samplesOf(target.beyond), 0.5);
  const samples = samplesOf(target.contender).map((sample) => sample - paid);
  const against = target.over === undefined ? [1] : samplesOf(target.over);
  const ratio = percentile(samples, 0.5) / percentile(against, 0.5);
  const kind = isWithin(ratio, bound) ? 'hit' : 'missed';
  return { suite, text, bound, verdict: { kind, ratio, interval: ratioInterval(samples, against) } };
}

function isWithin(ratio: number, bound: Target['bound']): boolean {
  return 'atMost' in bound ? ratio <= bound.atMost : ratio >= bound.atLeast;
}

export function describeBound(bound: Target['bound']): string {
  return 'atMost' in bound ? `at most ${bound.atMost}` : `at least ${bound.atLeast}`;
}

/** `hit`, or by how much of the bound it was missed. */
export function describeVerdict({ bound, verdict }: Judgment): string {
  if (verdict.kind === 'unknown') return `not measured: ${verdict.missing} is missing`;
  if (verdict.kind === 'hit') return 'hit';
  const limit = 'atMost' in bound ? bound.atMost : bound.atLeast;
  return `missed by ${(Math.abs(verdict.ratio / limit - 1) * 100).toFixed(0)} %`;
}
