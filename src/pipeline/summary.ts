/** What a run took, and which chain of jobs it could not have been shorter than. */

export interface CriticalStep {
  readonly job: string;
  readonly durationMs: number;
}

interface Timed {
  readonly name: string;
  readonly needs: readonly string[];
}

interface Chain {
  readonly steps: readonly CriticalStep[];
  readonly totalMs: number;
}

const NO_CHAIN: Chain = { steps: [], totalMs: 0 };

/** The longest chain of needs by the times that its jobs took; `jobs` stand behind their needs. */
export function findCriticalPath(
  jobs: readonly Timed[],
  durations: ReadonlyMap<string, number>,
): readonly CriticalStep[] {
  const chains = new Map<string, Chain>();
  for (const { name, needs } of jobs) {
    const before = longestOf(needs.map((need) => chains.get(need) ?? NO_CHAIN));
    const durationMs = durations.get(name);
    const own = durationMs === undefined ? [] : [{ job: name, durationMs }];
    chains.set(name, { steps: [...before.steps, ...own], totalMs: before.totalMs + (durationMs ?? 0) });
  }
  return longestOf([...chains.values()]).steps;
}

function longestOf(chains: readonly Chain[]): Chain {
  return chains.reduce((best, chain) => (chain.totalMs > best.totalMs ? chain : best), NO_CHAIN);
}
