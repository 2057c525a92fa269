import { type HostPath, joinRaw, type RawPath, ROOT_PATH } from '../base/bytes-path.js';
import { hasErrno, LayoverError } from '../base/errors.js';
import { S_IFDIR, S_IFMT } from '../native/constants.js';
import { type Stat, syscalls } from '../native/syscalls.js';
import { OpenDirectories } from './open-directories.js';

const OPEN_MAX = 48;

/** What an inode and its name take, so that a flood of empty files counts as well. */
export const ENTRY_BYTES = 1_024;

/** The bytes that trees take on their disk; stops once they are more than `enough`. They may change meanwhile. */
export function measureTrees(roots: readonly HostPath[], enough: number): number {
  using directories = new OpenDirectories(roots, OPEN_MAX);
  let bytes = 0;
  for (const [tree] of roots.entries()) {
    const pending: RawPath[] = [ROOT_PATH];
    for (let path = pending.pop(); path !== undefined && bytes <= enough; path = pending.pop()) {
      const parent = path;
      for (const [name, stat] of listEntries(directories, { tree, path })) {
        bytes += bytesOf(stat);
        if ((stat.mode & S_IFMT) === S_IFDIR) pending.push(joinRaw(parent, name));
      }
    }
  }
  return bytes;
}

function bytesOf({ blocks, nlink, mode }: Stat): number {
  const names = (mode & S_IFMT) === S_IFDIR ? 1 : Math.max(1, nlink);
  return (blocks * 512) / names + ENTRY_BYTES;
}

/** Nothing where the directory has gone or become something else: whoever asks asks again. */
function listEntries(
  directories: OpenDirectories,
  place: { tree: number; path: RawPath },
): Array<[name: RawPath, stat: Stat]> {
  try {
    return directories.withReadable(place, (fd) => syscalls.readDirectoryStats(fd));
  } catch (error) {
    if (hasErrno(error, 'ENOENT', 'ENOTDIR', 'EACCES')) return [];
    if (error instanceof LayoverError && error.code === 'LAYOVER_TREE_CHANGED') return [];
    throw error;
  }
}
