/** Runs deferred steps in reverse order. Every step runs, even after another one failed. */
export class Cleanup implements AsyncDisposable {
  readonly #steps: Array<() => void | Promise<void>> = [];

  defer(step: () => void | Promise<void>): void {
    this.#steps.push(step);
  }

  /** Hands the steps to a new owner: disposing this object then does nothing. */
  move(): Cleanup {
    const next = new Cleanup();
    next.#steps.push(...this.#steps.splice(0));
    return next;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const failures: unknown[] = [];
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
