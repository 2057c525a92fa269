import type { Clock } from '../base/clock.js';

/** The time that all of a scheduler's tasks have together, from the first on. The timer runs only while there are some. */
export class RunDeadline {
  readonly #clock: Clock;
  readonly #ms: number | undefined;
  readonly #act: (ms: number) => void;
  #endMs: number | undefined;
  #cancel: (() => void) | undefined;

  constructor({ clock, ms, act }: { clock: Clock; ms: number | undefined; act: (ms: number) => void }) {
    this.#clock = clock;
    this.#ms = ms;
    this.#act = act;
  }

  arm(): void {
    const ms = this.#ms;
    if (ms === undefined || this.#cancel !== undefined) return;
    const nowMs = this.#clock.now();
    this.#endMs ??= nowMs + ms;
    this.#cancel = this.#clock.after(Math.max(0, this.#endMs - nowMs), () => this.#act(ms));
  }

  rest(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }
}
