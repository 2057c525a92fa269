import { readFileSync } from 'node:fs';
import { messageOf } from '../base/errors.js';

/**
 * How much of the last ten seconds work stood still for want of something, in percent, as the kernel tells (psi): for cpu the
 * time in which some task waited, for memory and io that in which all did.
 */
export type PressureReading =
  | { readonly kind: 'read'; readonly cpu: number; readonly memory: number; readonly io: number }
  /** An old kernel, one built without it, or one started with `psi=0`. */
  | { readonly kind: 'unavailable'; readonly reason: string };

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
  | { readonly kind: 'unwatched' }
  | { readonly kind: 'unavailable'; readonly reason: string }
  | { readonly kind: 'calm' }
  | {
      readonly kind: 'stalled';
      readonly resource: 'cpu' | 'memory' | 'io';
      readonly percent: number;
      readonly limit: number;
    };

const DEFAULTS = { cpu: 90, memory: 10, io: 50 } as const;

/** Reads the kernel's figures. Takes some microseconds and never throws. */
export function readPressure(folder = '/proc/pressure'): PressureReading {
  try {
    const [cpu, memory, io] = [
      readShare(`${folder}/cpu`, 'some'),
      readShare(`${folder}/memory`, 'full'),
      readShare(`${folder}/io`, 'full'),
    ];
    return { kind: 'read', cpu, memory, io };
  } catch (error) {
    return { kind: 'unavailable', reason: messageOf(error) };
  }
}

export function judgePressure(reading: PressureReading, limits: PressureLimits = {}): PressureState {
  if (reading.kind === 'unavailable') return reading;
  for (const resource of ['memory', 'io', 'cpu'] as const) {
    const limit = limits[resource] ?? DEFAULTS[resource];
    const percent = reading[resource];
    if (percent > limit) return { kind: 'stalled', resource, percent, limit };
  }
  return { kind: 'calm' };
}

function readShare(file: string, line: 'some' | 'full'): number {
  const text = readFileSync(file, 'utf8');
  const share = new RegExp(`^${line} avg10=([0-9.]+)`, 'm').exec(text)?.[1];
  if (share === undefined) throw new Error(`${file} has no line "${line} avg10=": ${JSON.stringify(text)}`);
  return Number(share);
}
