import { readFileSync } from 'node:fs';
import { messageOf } from '../base/errors.js';

const DEFAULTS = { cpu: 90, memory: 10, io: 50 };
/** Reads the kernel's figures. Takes some microseconds and never throws. */
export function readPressure(folder = '/proc/pressure') {
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
export function judgePressure(reading, limits = {}) {
  if (reading.kind === 'unavailable') return reading;
  for (const resource of ['memory', 'io', 'cpu']) {
    const limit = limits[resource] ?? DEFAULTS[resource];
    const percent = reading[resource];
    if (percent > limit) return { kind: 'stalled', resource, percent, limit };
  }
  return { kind: 'calm' };
}
function readShare(file, line) {
  const text = readFileSync(file, 'utf8');
  const share = new RegExp(`^${line} avg10=([0-9.]+)`, 'm').exec(text)?.[1];
  if (share === undefined) throw new Error(`${file} has no line "${line} avg10=": ${JSON.stringify(text)}`);
  return Number(share);
}
//# sourceMappingURL=pressure.js.map
