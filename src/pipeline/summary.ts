/** What a run took, and which chain of jobs it could not have been shorter than. */

export interface CriticalStep {
  readonly job: string;
  readonly durationMs: number;
}

interface Timed {
  readonly name: string;
  readonly needs: readonly string[];
}

/** The longest chain of needs by the times that its jobs took; `jobs` stand behind their needs. */
export function findCriticalPath(
  jobs: readonly Timed[],
  durations: ReadonlyMap<string, number>,
): CriticalStep[] {
  const longest = new Map<string, { readonly totalMs: number; readonly before: string | undefined }>();
  let last: string | undefined;
  for (const { name, needs } of jobs) {
    const before = needs.reduce<string | undefined>(
      (best, need) =>
        (longest.get(need)?.totalMs ?? 0) > (longest.get(best ?? '')?.totalMs ?? -1) ? need : best,
      undefined,
    );
    const totalMs = (longest.get(before ?? '')?.totalMs ?? 0) + (durations.get(name) ?? 0);
    longest.set(name, { totalMs, before });
    if (totalMs > (longest.get(last ?? '')?.totalMs ?? -1)) last = name;
  }
  const path: CriticalStep[] = [];
  for (let at = last; at !== undefined; at = longest.get(at)?.before) {
    if (durations.has(at)) path.unshift({ job: at, durationMs: durations.get(at) ?? 0 });
  }
  return path;
}
