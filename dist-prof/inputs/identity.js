/**
 * What trees of the host's are, without reading their files: of every object its status, and nothing else. Whoever
 * writes to a file changes its ctime, so `local` is another one afterwards. `portable` leaves out what two machines
 * with the same packages differ in.
 */
import { createHash } from 'node:crypto';
import { compareRaw, joinRaw, ROOT_PATH } from '../base/bytes-path.js';
import { hasErrno } from '../base/errors.js';
import {
  AT_FDCWD,
  O_DIRECTORY,
  O_NOFOLLOW,
  O_RDONLY,
  S_IFDIR,
  S_IFLNK,
  S_IFMT,
} from '../native/constants.js';
import { syscalls } from '../native/syscalls.js';
/** Of each of these paths, files and directories, mounts below them included. Synchronous: for a worker. */
export function identifyTrees(roots, check) {
  return roots.map((root) => identifyTree(root, check));
}
function identifyTree(root, check) {
  const hashes = { local: createHash('sha256'), portable: createHash('sha256') };
  const stat = syscalls.stat(AT_FDCWD, root);
  add(hashes, [lineOf({ parent: AT_FDCWD, name: root, path: root, stat })]);
  if (isDirectory(stat)) addTree(hashes, root, check);
  return { root, local: hashes.local.digest('hex'), portable: hashes.portable.digest('hex') };
}
function addTree(hashes, root, check) {
  const pending = [ROOT_PATH];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    const parent = path;
    check();
    withEntries(joinRaw(root, path), hashes, (dirfd, entries) => {
      const lines = entries.map(([name, stat]) =>
        lineOf({ parent: dirfd, name, path: joinRaw(parent, name), stat }),
      );
      add(hashes, lines);
      for (const [name, stat] of entries) if (isDirectory(stat)) pending.push(joinRaw(parent, name));
    });
  }
}
/** A directory that cannot be read is one that a job could not read either. */
function withEntries(path, { local, portable }, use) {
  let fd;
  try {
    fd = syscalls.open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  } catch (error) {
    if (!hasErrno(error, 'EACCES', 'EPERM', 'ENOENT', 'ENOTDIR', 'ELOOP')) throw error;
    for (const hash of [local, portable]) hash.update(`closed ${path.length}:${path}\n`, 'latin1');
    return;
  }
  try {
    use(
      fd,
      syscalls.readDirectoryStats(fd).sort(([left], [right]) => compareRaw(left, right)),
    );
  } finally {
    syscalls.close(fd);
  }
}
/** What both digests are of, and what only the local one is of. */
function lineOf({ parent, name, path, stat }) {
  const { mode, uid, gid, size, mtimeNs, ctimeNs } = stat;
  const target = (mode & S_IFMT) === S_IFLNK ? syscalls.readlink(parent, name) : '';
  const about = `${path.length}:${path} ${mode} ${uid} ${gid} ${target.length}:${target}`;
  // The times of a directory are those of what was last made in it; what is in it comes by itself.
  return isDirectory(stat) ? [`${about}\n`, ''] : [`${about} ${size} ${mtimeNs}\n`, `${ctimeNs}\n`];
}
/** Few large pieces: a call for each line would cost more than the lines. */
function add({ local, portable }, lines) {
  const both = lines.map(([line]) => line).join('');
  portable.update(both, 'latin1');
  local.update(both, 'latin1');
  local.update(lines.map(([, line]) => line).join(''), 'latin1');
}
function isDirectory({ mode }) {
  return (mode & S_IFMT) === S_IFDIR;
}
//# sourceMappingURL=identity.js.map
