/**
 * How much of the last ten seconds work stood still for want of something, in percent, as the kernel tells (psi): for cpu the
 * time in which some task waited, for memory and io that in which all did.
 */
export type PressureReading =
  | {
      readonly kind: 'read';
      readonly cpu: number;
      readonly memory: number;
      readonly io: number;
    }
  /** An old kernel, one built without it, or one started with `psi=0`. */
  | {
      readonly kind: 'unavailable';
      readonly reason: string;
    };
/** The percentages above which nothing starts. */
export interface PressureLimits {
  /** Default 90: with as many tasks as processors some waiting is as it should be. */
  readonly cpu?: number | undefined;
  /** Default 10. */
  readonly memory?: number | undefined;
  /** Default 50. */
  readonly io?: number | undefined;
}
export type PressureState =
  /** Nobody asked for it. */
  | {
      readonly kind: 'unwatched';
    }
  | {
      readonly kind: 'unavailable';
      readonly reason: string;
    }
  | {
      readonly kind: 'calm';
    }
  | {
      readonly kind: 'stalled';
      readonly resource: 'cpu' | 'memory' | 'io';
      readonly percent: number;
      readonly limit: number;
    };
/** Reads the kernel's figures. Takes some microseconds and never throws. */
export declare function readPressure(folder?: string): PressureReading;
export declare function judgePressure(reading: PressureReading, limits?: PressureLimits): PressureState;
