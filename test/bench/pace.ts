import { type Effort, SECONDS } from './harness.js';
import type { Suite } from './suite.js';

/** What all suites together may take, in seconds: the build and what is off the estimates come on top, up to 15 minutes. */
const WHOLE_SECONDS = 800;
const SET_UP_SECONDS = 3;
const SHARE_MIN = 0.2;
const ROUNDS_MIN = 3;

type Times = Pick<Suite, 'seconds' | 'setUpSeconds'>;

/** Seconds that these suites take, about; NaN where the rounds are given and not the time. */
export function estimate(suites: readonly Times[], { share, rounds }: Effort): number {
  if (rounds !== undefined) return Number.NaN;
  return sum(suites, ({ setUpSeconds = SET_UP_SECONDS }) => setUpSeconds) + share * measuring(suites);
}

/** For the next of the suites that are left: less measuring for each where the time that is left is not enough for all. */
export function keepPace(effort: Effort, suites: readonly Times[], elapsedSeconds: number): Effort {
  const missing = elapsedSeconds + estimate(suites, effort) - WHOLE_SECONDS;
  if (!(missing > 0)) return effort;
  const share = effort.share - missing / Math.max(measuring(suites), 1);
  return { ...effort, share: Math.max(share, Math.min(SHARE_MIN, effort.share)), roundsMin: ROUNDS_MIN };
}

function measuring(suites: readonly Times[]): number {
  return sum(suites, ({ seconds = SECONDS }) => seconds);
}

function sum(suites: readonly Times[], secondsOf: (suite: Times) => number): number {
  return suites.reduce((total, suite) => total + secondsOf(suite), 0);
}
