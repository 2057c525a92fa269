/** Making a tree nobody else's: layers have files of the uppers they were made from, as second names of one inode. */
import { type HostPath, joinRaw, type RawPath, ROOT_PATH, splitRaw } from '../base/bytes-path.js';
import { AT_FDCWD, RENAME_EXCHANGE } from '../native/constants.js';
import { type Stat, syscalls } from '../native/syscalls.js';
import { copyTree } from './copy-tree.js';
import { typeOfMode } from './entry.js';
import { isWhiteout } from './marks.js';
import { OpenDirectories } from './open-directories.js';
import { removeTree } from './remove.js';

const OPEN_MAX = 48;
const COPY_SUFFIX = '.own';

/**
 * Puts a copy in the place of each tree that shares an inode with something outside it: what writes there next writes
 * to nothing else. A crash leaves the tree or its copy in the place, whole, and perhaps the other one beside it.
 */
export function ownTrees(roots: readonly HostPath[], check: () => void): void {
  for (const root of roots) if (isShared(root, check)) replaceByCopy(root, check);
}

function replaceByCopy(root: HostPath, check: () => void): void {
  const { parent, name } = splitRaw(root);
  const copyName = `${name}${COPY_SUFFIX}` as RawPath;
  const copy = joinRaw(parent, copyName) as HostPath;
  removeTree(parent as HostPath, copyName);
  syscalls.mkdir(AT_FDCWD, copy, 0o700);
  copyTree(root, copy, check);
  syscalls.rename({ dirfd: AT_FDCWD, name: copy }, { dirfd: AT_FDCWD, name: root }, RENAME_EXCHANGE);
  removeTree(parent as HostPath, copyName);
}

/** Whether an inode has more names than the tree has of it. Whiteouts go for nothing: no layer has an upper's. */
function isShared(root: HostPath, check: () => void): boolean {
  const missing = new Map<bigint, number>();
  using directories = new OpenDirectories([root], OPEN_MAX);
  const pending: RawPath[] = [ROOT_PATH];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    const at = path;
    const entries = directories.withReadable({ tree: 0, path }, (fd) => syscalls.readDirectoryStats(fd));
    for (const [name, stat] of entries) {
      check();
      if (typeOfMode(stat.mode) === 'directory') pending.push(joinRaw(at, name));
      else if (stat.nlink > 1 && !isWhiteout(stat)) countName(missing, stat);
    }
  }
  return [...missing.values()].some((count) => count > 0);
}

function countName(missing: Map<bigint, number>, { ino, nlink }: Stat): void {
  missing.set(ino, (missing.get(ino) ?? nlink) - 1);
}
