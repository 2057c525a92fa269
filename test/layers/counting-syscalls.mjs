// The addon's functions, those that change something on disk behind a countdown to SIGKILL.

import { writeSync } from 'node:fs';
import { createRequire } from 'node:module';

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
const killAt = Number(process.env.LAYOVER_KILL_AT ?? Number.POSITIVE_INFINITY);

globalThis.layoverCalls = { count: 0, isCounting: false };

function counted(name) {
  return (...args) => {
    const calls = globalThis.layoverCalls;
    if (calls.isCounting) {
      calls.count += 1;
      if (calls.count === killAt) {
        writeSync(2, `killed before ${name} ${String(args.find((arg) => typeof arg === 'string') ?? '')}\n`);
        process.kill(process.pid, 'SIGKILL');
        for (;;);
      }
    }
    return addon[name](...args);
  };
}

export const syscalls = { ...addon, ...Object.fromEntries(CHANGING.map((name) => [name, counted(name)])) };
