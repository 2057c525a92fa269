/** What `layover run` itself takes, before and after the job: for `--profile`. */
import { performance } from 'node:perf_hooks';
import type { Profile, Step } from '../base/timeline.js';

/** The times at which a command got so far, `performance.now()`: 0 is when its process began. */
export interface OwnTimes {
  /** Everything that it needs first is loaded. */
  readonly loadedMs: number;
  readonly openedMs: number;
}

/** The job's profile with the steps around it. */
export function withOwnSteps(profile: Profile, { loadedMs, openedMs }: OwnTimes): Profile {
  const { bootstrapComplete } = performance.nodeTiming;
  const lastMs = Math.max(...profile.steps.map(({ startMs, durationMs }) => startMs + durationMs));
  const marks = [
    ['node', bootstrapComplete],
    ['load', loadedMs],
    ['open', openedMs],
    ['job', lastMs],
    ['settle', performance.now()],
  ] as const;
  const own = marks.map(([name, endMs], index): Step => {
    const startMs = marks[index - 1]?.[1] ?? 0;
    return { by: 'caller', name, startMs, durationMs: Math.max(0, endMs - startMs) };
  });
  return { ...profile, steps: [...own, ...profile.steps] };
}
