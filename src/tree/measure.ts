import { type HostPath, joinRaw, type RawPath, ROOT_PATH } from '../base/bytes-path.js';
import { hasErrno, LayoverError } from '../base/errors.js';
import { S_IFDIR, S_IFMT } from '../native/constants.js';
import { type Stat, syscalls } from '../native/syscalls.js';
import { OpenDirectories } from './open-directories.js';

const OPEN_MAX = 48;

/** What an inode and its name take, so that a flood of empty files counts as well. */
export const ENTRY_BYTES = 1_024;

export interface Measure {
  readonly bytes: number;
  readonly entries: number;
}

/** What trees take of their disk; stops once either is more than `enough`. They may change meanwhile. */
export function measureTrees(roots: readonly HostPath[], enough: Measure): Measure {
  using directories = new OpenDirectories(roots, OPEN_MAX);
  let [bytes, entries] = [0, 0];
  const isEnough = (): boolean => bytes > enough.bytes || entries > enough.entries;
  for (const [tree] of roots.entries()) {
    const pending: RawPath[] = [ROOT_PATH];
    for (let path = pending.pop(); path !== undefined && !isEnough(); path = pending.pop()) {
      const parent = path;
      for (const [name, stat] of listEntries(directories, { tree, path })) {
        entries += 1;
        bytes += bytesOf(stat);
        if ((stat.mode & S_IFMT) === S_IFDIR) pending.push(joinRaw(parent, name));
      }
    }
  }
  return { bytes, entries };
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
