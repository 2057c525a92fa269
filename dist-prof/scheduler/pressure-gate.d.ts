import type { Clock } from '../base/clock.js';
import type { PressureOptions } from './options.js';
import { type PressureState } from './pressure.js';
export interface PressureGateOptions {
  readonly pressure: PressureOptions | undefined;
  readonly clock: Clock;
  readonly onChange: (state: PressureState) => void;
}
/** Looks at the kernel's pressure now and then, and holds starts back while work stalls. */
export declare class PressureGate {
  #private;
  constructor(options: PressureGateOptions);
  get state(): PressureState;
  /** Whether nothing more is to start now; `again` is called when it is time to ask again. */
  isShut(again: () => void): boolean;
  /** There is nothing left to start. */
  rest(): void;
}
