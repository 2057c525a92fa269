// The addon's functions, those that change something on disk behind a countdown to SIGKILL. With LAYOVER_COUNT_ALL also
// those that move bytes, and the ones of node:fs.

import fs, { writeSync } from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';

const real = decodeURIComponent(new URL(import.meta.url).searchParams.get('real'));
const addon = createRequire(real)('./syscalls.node');
const CHANGING = [
  'open',
  'openat2',
  'mkdir',
  'mknod',
  'symlink',
  'link',
  'unlink',
  'rmdir',
  'rename',
  'chown',
  'chmod',
  'utimes',
  'setXattr',
  'removeXattr',
  'flock',
  'syncfs',
];
const MOVING_BYTES = ['cloneFile', 'copyRange', 'close'];
const CHANGING_FS = [
  'fsyncSync',
  'ftruncateSync',
  'writeSync',
  'writeFileSync',
  'appendFileSync',
  'mkdirSync',
  'rmdirSync',
];
const killAt = Number(process.env.LAYOVER_KILL_AT ?? Number.POSITIVE_INFINITY);
const countsAll = process.env.LAYOVER_COUNT_ALL === '1';

globalThis.layoverCalls = { count: 0, isCounting: false };

function counted(functions, name) {
  const call = functions[name];
  return (...args) => {
    const calls = globalThis.layoverCalls;
    if (calls.isCounting) {
      calls.count += 1;
      if (calls.count === killAt) {
        calls.isCounting = false;
        writeSync(2, `killed before ${name} ${String(args.find((arg) => typeof arg === 'string') ?? '')}\n`);
        process.kill(process.pid, 'SIGKILL');
        for (;;);
      }
    }
    return call(...args);
  };
}

if (countsAll) {
  for (const name of CHANGING_FS) fs[name] = counted(fs, name);
  syncBuiltinESMExports();
}

const names = countsAll ? [...CHANGING, ...MOVING_BYTES] : CHANGING;
export const syscalls = {
  ...addon,
  ...Object.fromEntries(names.map((name) => [name, counted(addon, name)])),
};
