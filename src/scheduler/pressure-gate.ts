import type { Clock } from '../base/clock.js';
import type { PressureOptions } from './options.js';
import { judgePressure, type PressureState } from './pressure.js';

export interface PressureGateOptions {
  readonly pressure: PressureOptions | undefined;
  readonly clock: Clock;
  readonly onChange: (state: PressureState) => void;
}

const EVERY_MS = 1_000;

/** Looks at the kernel's pressure now and then, and holds starts back while work stalls. */
export class PressureGate {
  readonly #options: PressureGateOptions;
  #state: PressureState = { kind: 'unwatched' };
  #readAtMs = Number.NEGATIVE_INFINITY;
  #cancelLook: (() => void) | undefined;

  constructor(options: PressureGateOptions) {
    this.#options = options;
    if (options.pressure) this.#read(options.pressure);
  }

  get state(): PressureState {
    return this.#state;
  }

  /** Whether nothing more is to start now; `again` is called when it is time to ask again. */
  isShut(again: () => void): boolean {
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
  rest(): void {
    this.#cancelLook?.();
    this.#cancelLook = undefined;
  }

  #read({ read, limits }: PressureOptions): void {
    const before = this.#state;
    this.#readAtMs = this.#options.clock.now();
    this.#state = judgePressure(read(), limits);
    if (JSON.stringify(before) !== JSON.stringify(this.#state)) this.#options.onChange(this.#state);
  }
}
