/**
 * Where a job's uppers lie while it runs: in its own directory, or, where its disk limit is to be hard, on a file system
 * of that size, which only the keeper holds (keeper/scratch.c). What such a job left is copied to its directory at the
 * end, so that it is kept as any other is; what a killed runner leaves is gone with the keeper.
 */
import { mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fsPath, hostPath, rawFromText } from '../../base/bytes-path.js';
import { LayoverError, messageOf } from '../../base/errors.js';
import { MKFS } from '../../jail/limits/disk.js';
import { O_DIRECTORY, O_RDONLY } from '../../native/constants.js';
import { syscalls } from '../../native/syscalls.js';
import { ENTRY_BYTES } from '../../tree/measure.js';
export async function openDiskPlace(request) {
  const { directory, resolved } = request;
  if (resolved.disk.by !== 'watch') return await openScratchPlace(request);
  return {
    path: directory.path,
    findFull: () => undefined,
    bringHome: (parts) => Promise.resolve(parts),
    drop: () => undefined,
  };
}
async function openScratchPlace({ machine, resolved, directory }) {
  const { limits, disk } = resolved;
  const keeper = await machine.keeper();
  const scratch = await keeper.makeScratch(
    disk.by === 'image' ? { image: await makeImage(directory, limits) } : { options: tmpfsOptions(limits) },
  );
  const path = `/proc/${keeper.pid}/fd/${scratch.fd}/job`;
  mkdirSync(path, { mode: 0o700 });
  for (const name of ['upper', 'work']) mkdirSync(join(path, name), { mode: 0o700 });
  return {
    path,
    findFull: () => findFull(path, limits),
    bringHome: (parts) => bringHome({ machine, parts, from: path, to: directory.path }),
    drop: () => {
      scratch.drop();
      if (disk.by === 'image') rmSync(imageOf(directory), { force: true });
    },
  };
}
const INODES_MIN = 64;
/** Where only bytes are limited, an inode counts as it does where the disk is watched. */
function inodesOf({ diskBytes = 0, inodes }) {
  return OWN_INODES + (inodes ?? Math.max(INODES_MIN, Math.floor(diskBytes / ENTRY_BYTES)));
}
/** The file system's root, ours, and what each place has beside its upper. */
const OWN_INODES = 16;
function tmpfsOptions(limits) {
  return [`size=${limits.diskBytes}`, `nr_inodes=${inodesOf(limits)}`, 'mode=700'];
}
function imageOf({ path }) {
  return join(path, 'disk.img');
}
const INODE_BYTES = 256;
const IMAGE_OVERHEAD = 1 << 20;
/** Sparse: it takes what is written to it. Its inodes and tables come on top of what the job may have. */
async function makeImage(directory, limits) {
  const file = imageOf(directory);
  const inodes = inodesOf(limits);
  writeFileSync(file, '', { mode: 0o600 });
  truncateSync(file, (limits.diskBytes ?? 0) + inodes * INODE_BYTES + IMAGE_OVERHEAD);
  const features = ['-O', '^has_journal,^resize_inode', '-E', 'lazy_itable_init=1,nodiscard'];
  const words = [
    '-q',
    '-F',
    '-m',
    '0',
    '-b',
    '4096',
    '-I',
    String(INODE_BYTES),
    '-N',
    String(inodes),
    ...features,
    file,
  ];
  const { execa } = await import('execa'); // half of all that a command would load
  try {
    await execa(MKFS, words, { env: {}, extendEnv: false });
  } catch (cause) {
    throw new LayoverError(
      'LAYOVER_UNSUPPORTED',
      `No image can be made for the disk limit: ${messageOf(cause)}`,
      {
        cause,
        hint: 'Choose another size, or let the disk be watched: `diskBy: watch`.',
      },
    );
  }
  return file;
}
/** What may be left in a full file system: blocks that it holds back for its own tables. */
const SPARE_SHARE = 1 / 32;
/** Where no number of inodes was asked for, running out of them is running out of disk. */
function findFull(path, { diskBytes = 0, inodes }) {
  const fd = syscalls.open(rawFromText(path), O_RDONLY | O_DIRECTORY);
  try {
    const { blockSize, freeBlocks, freeInodes } = syscalls.statfs(fd);
    if (freeInodes === 0) return inodes === undefined ? 'disk' : 'inodes';
    return freeBlocks * blockSize <= diskBytes * SPARE_SHARE ? 'disk' : undefined;
  } finally {
    syscalls.close(fd);
  }
}
async function bringHome({ machine, parts, from, to }) {
  const moved = parts.map((part) => {
    const upper = Buffer.from(fsPath(part.upper)).toString();
    return { ...part, upper: hostPath(join(to, relative(from, upper))) };
  });
  for (const { upper } of moved) mkdirSync(fsPath(upper), { recursive: true, mode: 0o700 });
  const copies = parts.map(({ upper }, index) => [upper, moved[index]?.upper ?? upper]);
  await (await machine.trees()).run('copyTrees', { copies });
  return moved;
}
//# sourceMappingURL=disk-place.js.map
