import { judgePressure } from './pressure.js';

const EVERY_MS = 1_000;
/** Looks at the kernel's pressure now and then, and holds starts back while work stalls. */
export class PressureGate {
  #options;
  #state = { kind: 'unwatched' };
  #readAtMs = Number.NEGATIVE_INFINITY;
  #cancelLook;
  constructor(options) {
    this.#options = options;
    if (options.pressure) this.#read(options.pressure);
  }
  get state() {
    return this.#state;
  }
  /** Whether nothing more is to start now; `again` is called when it is time to ask again. */
  isShut(again) {
    const { pressure, clock } = this.#options;
    if (pressure === undefined) return false;
    const everyMs = pressure.everyMs ?? EVERY_MS;
    if (clock.now() - this.#readAtMs >= everyMs) this.#read(pressure);
    if (this.#state.kind !== 'stalled') return false;
    this.#cancelLook ??= clock.after(this.#readAtMs + everyMs - clock.now(), () => {
      this.#cancelLook = undefined;
      again();
    });
    return true;
  }
  /** There is nothing left to start. */
  rest() {
    this.#cancelLook?.();
    this.#cancelLook = undefined;
  }
  #read({ read, limits }) {
    const before = this.#state;
    this.#readAtMs = this.#options.clock.now();
    this.#state = judgePressure(read(), limits);
    if (JSON.stringify(before) !== JSON.stringify(this.#state)) this.#options.onChange(this.#state);
  }
}
//# sourceMappingURL=pressure-gate.js.map
