/** What a run took, and which chain of jobs it could not have been shorter than. */
const NO_CHAIN = { steps: [], totalMs: 0 };
/** The longest chain of needs by the times that its jobs took; `jobs` stand behind their needs. */
export function findCriticalPath(jobs, durations) {
  const chains = new Map();
  for (const { name, needs } of jobs) {
    const before = longestOf(needs.map((need) => chains.get(need) ?? NO_CHAIN));
    const durationMs = durations.get(name);
    const own = durationMs === undefined ? [] : [{ job: name, durationMs }];
    chains.set(name, { steps: [...before.steps, ...own], totalMs: before.totalMs + (durationMs ?? 0) });
  }
  return longestOf([...chains.values()]).steps;
}
function longestOf(chains) {
  return chains.reduce((best, chain) => (chain.totalMs > best.totalMs ? chain : best), NO_CHAIN);
}
//# sourceMappingURL=summary.js.map
