/** Runs deferred steps in reverse order. Every step runs, even after another one failed. */
export class Cleanup {
  #steps = [];
  defer(step) {
    this.#steps.push(step);
  }
  /** Hands the steps to a new owner: disposing this object then does nothing. */
  move() {
    const next = new Cleanup();
    next.#steps.push(...this.#steps.splice(0));
    return next;
  }
  async [Symbol.asyncDispose]() {
    const failures = [];
    for (let step = this.#steps.pop(); step !== undefined; step = this.#steps.pop()) {
      try {
        await step();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length === 1) throw failures[0];
    if (failures.length > 1) throw new AggregateError(failures, 'Several cleanup steps failed');
  }
}
//# sourceMappingURL=cleanup.js.map
