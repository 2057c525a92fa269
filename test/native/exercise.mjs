// Calls every function of an addon, rightly and wrongly: `node exercise.mjs ADDON DIRECTORY`. Ends with the count of calls.
import { createRequire } from 'node:module';

const [addon, directory] = process.argv.slice(2);
const sys = createRequire(import.meta.url)(addon);
const O = { RDONLY: 0, RDWR: 2, CREAT: 0o100, DIRECTORY: 0o200000, PATH: 0o10000000 };
const root = sys.open(directory, O.RDONLY | O.DIRECTORY);
let calls = 0;

/** Right or wrong, a call may throw; what it may not do is read or write beyond its memory. */
function attempt(name, ...args) {
  calls += 1;
  try {
    return sys[name](...args);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return undefined;
  }
}

const long = 'n'.repeat(255);
const file = attempt('openat2', root, 'file', { flags: O.RDWR | O.CREAT, mode: 0o644, resolve: 8 });
const other = attempt('openat2', root, long, { flags: O.RDWR | O.CREAT, mode: 0o644, resolve: 8 });
for (let index = 0; index < 300; index += 1) attempt('mknod', root, `f${index}\xff`, { mode: 0o100644 });
attempt('mkdir', root, 'directory', 0o755);
attempt('symlink', '\xfe'.repeat(4000), root, 'link');
attempt('readlink', root, 'link');
attempt('link', { dirfd: root, name: 'file' }, { dirfd: root, name: 'file2' });
attempt('rename', { dirfd: root, name: 'file2' }, { dirfd: root, name: 'file3' }, 1);
attempt('setXattr', root, 'file', { key: `user.${'k'.repeat(200)}`, value: Buffer.alloc(2000, 1) });
attempt('setXattr', root, 'file', { key: 'user.empty', value: Buffer.alloc(0) });
attempt('getXattrs', root, 'file');
attempt('getXattr', root, 'file', 'user.empty');
attempt('removeXattr', root, 'file', 'user.empty');
attempt('readDirectory', root);
attempt('readDirectoryStats', root);
attempt('readPackedDirectory', root);
attempt('utimes', root, 'file', { mtimeNs: -1n, atimeNs: 2n ** 62n });
attempt('chmod', root, 'file', 0o600);
attempt('chown', root, 'file', { uid: process.getuid(), gid: process.getgid() });
attempt('cloneFile', file, other);
attempt('copyRange', file, other, { offset: 0, length: 2 ** 40 });
attempt('seekData', file, 0);
attempt('seekHole', file, 0);
const [left, right] = attempt('socketpair');
attempt('sendWithDescriptors', left, Buffer.alloc(1), [root]);
const received = attempt('receiveDescriptor', right);
attempt('sendWithDescriptors', left, Buffer.alloc(100_000), []);
for (const name of ['flock'])
  for (const kind of ['shared', 'exclusive', 'unlock', 'nonsense']) attempt(name, file, kind);
for (const fd of [left, right, received, file, other]) attempt('close', fd);

const odd = [
  undefined,
  null,
  -1,
  -100,
  2 ** 40,
  1.5,
  '',
  '\0',
  'x'.repeat(5000),
  '\u{1f600}',
  {},
  [],
  Buffer.alloc(0),
  2n ** 70n,
  () => 0,
];
for (const name of Object.keys(sys).filter((one) => one !== 'close' && one !== 'receiveDescriptor')) {
  for (const a of odd) for (const b of odd) attempt(name, a, b, odd[(calls * 7) % odd.length]);
}
console.log(calls);
