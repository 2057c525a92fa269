// The addon's functions, those that change something on disk behind a countdown to SIGKILL. With LAYOVER_COUNT_ALL also
// those that move bytes, and the ones of node:fs. With LAYOVER_FAIL_WITH the call that LAYOVER_FAIL_AT counts to fails
// with that instead, once; those that read count then as well.

import fs, { writeSync } from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { constants } from 'node:os';

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
const MOVING_BYTES = ['cloneFile', 'copyRange', 'dedupeRange', 'close'];
const READING = ['stat', 'readDirectory', 'readlink', 'getXattrs'];
const READING_FS = ['readSync', 'readFileSync', 'readdirSync'];
const CHANGING_FS = [
  'fsyncSync',
  'ftruncateSync',
  'writeSync',
  'writeFileSync',
  'appendFileSync',
  'mkdirSync',
  'rmdirSync',
  'renameSync',
];
const killAt = Number(process.env.LAYOVER_KILL_AT ?? Number.POSITIVE_INFINITY);
const failAt = Number(process.env.LAYOVER_FAIL_AT ?? 0);
const failWith = process.env.LAYOVER_FAIL_WITH;
const countsAll = process.env.LAYOVER_COUNT_ALL === '1' || failWith !== undefined;

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
      if (calls.count === failAt) throw faultOf(name, args);
    }
    return call(...args);
  };
}

// As the addon and node:fs throw it.
function faultOf(name, args) {
  const subject = args.find((arg) => typeof arg === 'string') ?? '';
  const error = new Error(`${failWith}: injected, ${name} '${subject}'`);
  return Object.assign(error, { code: failWith, errno: constants.errno[failWith], syscall: name });
}

if (countsAll) {
  const names = failWith === undefined ? CHANGING_FS : [...CHANGING_FS, ...READING_FS];
  for (const name of names) fs[name] = counted(fs, name);
  syncBuiltinESMExports();
}

// A close that "fails" has closed all the same: it cannot be left out.
const faulty = [...CHANGING, ...MOVING_BYTES.filter((name) => name !== 'close'), ...READING];
const whole = countsAll ? [...CHANGING, ...MOVING_BYTES] : CHANGING;
const names = failWith === undefined ? whole : faulty;
export const syscalls = {
  ...addon,
  ...Object.fromEntries(names.map((name) => [name, counted(addon, name)])),
};
