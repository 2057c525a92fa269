// Runs inside a private mount namespace: applies the operations of a JSON file to the directory it is started in.
// An operation that the kernel refuses is skipped: the trees before and after are what counts.
import * as fs from 'node:fs';

const [addon, listPath] = process.argv.slice(2);
const { syscalls } = await import(addon);
const bytes = (path) => Buffer.from(path, 'latin1');
const here = syscalls.open('.', 0o10000000 | 0o200000);

// Opening a FIFO would wait for its other end for ever.
const opened = (path) => {
  if (fs.statSync(bytes(path), { throwIfNoEntry: false })?.isFIFO())
    throw Object.assign(new Error(path), { code: 'FIFO' });
  return bytes(path);
};

const actions = {
  write: (path, content) => fs.writeFileSync(opened(path), content),
  append: (path, content) => fs.appendFileSync(opened(path), content),
  open: (path) => fs.closeSync(fs.openSync(bytes(path), 'r+')),
  // Other bytes of the same length, the times put back.
  disguise: (path) => {
    const before = syscalls.stat(here, path);
    const content = fs.readFileSync(opened(path));
    fs.writeFileSync(
      bytes(path),
      content.map((byte) => byte ^ 1),
    );
    syscalls.utimes(here, path, { mtimeNs: before.mtimeNs });
  },
  remove: (path) => fs.rmSync(bytes(path), { recursive: true }),
  mkdir: (path) => fs.mkdirSync(bytes(path)),
  rename: (from, to) => fs.renameSync(bytes(from), bytes(to)),
  link: (from, to) => fs.linkSync(bytes(from), bytes(to)),
  symlink: (target, path) => fs.symlinkSync(bytes(target), bytes(path)),
  chmod: (path, mode) => syscalls.chmod(here, path, mode),
  chown: (path, uid, gid) => syscalls.chown(here, path, { uid, gid }),
  touch: (path, seconds) => syscalls.utimes(here, path, { mtimeNs: BigInt(seconds) * 1_000_000_007n }),
  xattr: (path, key, value) => syscalls.setXattr(here, path, { key, value: Buffer.from(value) }),
  fifo: (path) => syscalls.mknod(here, path, { mode: 0o010644 }),
  device: (path, major, minor) => syscalls.mknod(here, path, { mode: 0o020644, major, minor }),
};

const refused = [];
for (const [action, ...args] of JSON.parse(fs.readFileSync(listPath, 'utf8'))) {
  try {
    actions[action](...args);
  } catch (error) {
    if (!error.code) throw error;
    refused.push([action, ...args, error.code]);
  }
}
console.log(JSON.stringify(refused));
