/** The time that all of a scheduler's tasks have together, from the first on. The timer runs only while there are some. */
export class RunDeadline {
  #clock;
  #ms;
  #act;
  #endMs;
  #cancel;
  constructor({ clock, ms, act }) {
    this.#clock = clock;
    this.#ms = ms;
    this.#act = act;
  }
  arm() {
    const ms = this.#ms;
    if (ms === undefined || this.#cancel !== undefined) return;
    const nowMs = this.#clock.now();
    this.#endMs ??= nowMs + ms;
    this.#cancel = this.#clock.after(Math.max(0, this.#endMs - nowMs), () => this.#act(ms));
  }
  rest() {
    this.#cancel?.();
    this.#cancel = undefined;
  }
}
//# sourceMappingURL=run-deadline.js.map
