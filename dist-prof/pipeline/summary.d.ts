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
export declare function findCriticalPath(
  jobs: readonly Timed[],
  durations: ReadonlyMap<string, number>,
): readonly CriticalStep[];
export {};
