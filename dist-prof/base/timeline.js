/** Where the time of something goes. Whoever is given none measures nothing: see `measured`. */
export class Timeline {
  #startMs = performance.now();
  #steps = [];
  /** So far; steps in the order of their starts, of two that start together the longer one first. */
  get profile() {
    const steps = [...this.#steps].sort(
      (left, right) => left.startMs - right.startMs || right.durationMs - left.durationMs,
    );
    return { startMs: this.#startMs, steps };
  }
  add(...steps) {
    this.#steps.push(...steps);
  }
  /** Begins a step of the runner's, which ends when the answer is called. */
  begin(name) {
    const startMs = performance.now();
    return () => this.add({ by: 'runner', name, startMs, durationMs: performance.now() - startMs });
  }
}
/** Does `work`, as a step of `timeline` where there is one. Answers as `work` does, with a promise where it gives one. */
export function measured(timeline, name, work) {
  if (timeline === undefined) return work();
  const end = timeline.begin(name);
  const answer = work();
  if (answer instanceof Promise) return answer.finally(end);
  end();
  return answer;
}
//# sourceMappingURL=timeline.js.map
