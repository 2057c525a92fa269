/** What `layover run` itself takes, before and after the job: for `--profile`. */
import { performance } from 'node:perf_hooks';
/** The job's profile with the steps around it. */
export function withOwnSteps(profile, { loadedMs, openedMs }) {
  const { bootstrapComplete } = performance.nodeTiming;
  const lastMs = Math.max(...profile.steps.map(({ startMs, durationMs }) => startMs + durationMs));
  const marks = [
    ['node', bootstrapComplete],
    ['load', loadedMs],
    ['open', openedMs],
    ['job', lastMs],
    ['settle', performance.now()],
  ];
  const own = marks.map(([name, endMs], index) => {
    const startMs = marks[index - 1]?.[1] ?? 0;
    return { by: 'caller', name, startMs, durationMs: Math.max(0, endMs - startMs) };
  });
  return { ...profile, steps: [...own, ...profile.steps] };
}
//# sourceMappingURL=own-steps.js.map
