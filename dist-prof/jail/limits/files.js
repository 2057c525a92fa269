/** Files of control groups: a number, a word, or lines of `key value`. A file that is not there says undefined. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasErrno } from '../../base/errors.js';
export function readText(directory, file) {
  try {
    return readFileSync(join(directory, file), 'utf8').trim();
  } catch (error) {
    if (hasErrno(error, 'ENOENT', 'EOPNOTSUPP', 'ENODEV')) return undefined;
    throw error;
  }
}
export function readNumber(directory, file) {
  const text = readText(directory, file);
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
/** The value behind `key` in lines of `key value`. */
export function readKey(directory, file, key) {
  const text = readText(directory, file) ?? '';
  const line = text.split('\n').find((one) => one.startsWith(`${key} `));
  return line === undefined ? undefined : Number(line.slice(key.length + 1));
}
/** Every group of cgroup2 has this, whatever its controllers. */
export function readProcessorTime(directory) {
  const inMs = (key) => {
    const microseconds = readKey(directory, 'cpu.stat', key);
    return microseconds === undefined ? undefined : microseconds / 1_000;
  };
  return { userMs: inMs('user_usec'), systemMs: inMs('system_usec') };
}
export function writeValue(directory, file, value) {
  writeFileSync(join(directory, file), String(value));
}
/** The same for a file that a kernel may lack; whether it is there. */
export function tryWrite(directory, file, value) {
  try {
    writeFileSync(join(directory, file), String(value), { flag: 'r+' });
    return true;
  } catch (error) {
    if (hasErrno(error, 'ENOENT', 'EINVAL', 'EOPNOTSUPP')) return false;
    throw error;
  }
}
export function readProcesses(directory) {
  const text = readText(directory, 'cgroup.procs') ?? '';
  return text === '' ? [] : text.split('\n').map(Number);
}
/** Leaves out what is undefined. */
export function present(values) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
//# sourceMappingURL=files.js.map
