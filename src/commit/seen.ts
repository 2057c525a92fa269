/** What stands at a place of the target, so exactly that a change of it by somebody else shows. */
import { joinRaw, quoteRaw, type RawPath, ROOT_PATH } from '../base/bytes-path.js';
import { hasErrno, LayoverError } from '../base/errors.js';
import { O_DIRECTORY, O_NOFOLLOW, O_RDONLY } from '../native/constants.js';
import { type Stat, syscalls } from '../native/syscalls.js';
import { type EntryType, typeOfMode } from '../tree/entry.js';
import { openBeneath } from '../tree/open.js';

/** A name in an open directory. */
export interface Spot {
  readonly dirfd: number;
  readonly name: RawPath;
}

/** One object. Without the ctime: a rename changes that. */
export interface Seen {
  /** From the place that was looked at, whose own is empty. */
  readonly path: RawPath;
  readonly type: EntryType;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  readonly mtimeNs: bigint;
  readonly ino: bigint;
  /** Only while it is in memory, for comparison with the base. */
  readonly stat?: Stat | undefined;
}

export function findStat({ dirfd, name }: Spot): Stat | undefined {
  return syscalls.findStat(dirfd, name);
}

/** The object at a place and, where it is a directory, all below it; empty where there is nothing. */
export function look(spot: Spot, check?: () => void): Seen[] {
  const stat = findStat(spot);
  if (stat === undefined) return [];
  const seen = [seenOf(ROOT_PATH, stat)];
  if (typeOfMode(stat.mode) === 'directory') lookBelow(spot, seen, check);
  return seen;
}

function lookBelow(spot: Spot, seen: Seen[], check: (() => void) | undefined): void {
  const pending: RawPath[] = [ROOT_PATH];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    check?.();
    const fd = openOwn(spot, path);
    try {
      for (const [name, stat] of syscalls.readDirectoryStats(fd)) {
        const child = joinRaw(path, name);
        seen.push(seenOf(child, stat));
        if (typeOfMode(stat.mode) === 'directory') pending.push(child);
      }
    } finally {
      syscalls.close(fd);
    }
  }
}

/** Throws `LAYOVER_COMMIT_TARGET` where something is mounted on a directory of the target. */
export function requireOwnDirectory(spot: Spot): void {
  syscalls.close(openOwn(spot, ROOT_PATH));
}

function openOwn(spot: Spot, path: RawPath): number {
  const at = joinRaw(spot.name, path);
  try {
    return openBeneath(spot.dirfd, at, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  } catch (error) {
    if (error instanceof LayoverError && hasErrno(error.cause, 'EXDEV')) throw mountInside(at, error);
    throw error;
  }
}

export function mountInside(at: RawPath, cause: unknown): LayoverError {
  const message = `${quoteRaw(at)} in the target is a mount point, which stays where it is`;
  return new LayoverError('LAYOVER_COMMIT_TARGET', message, {
    cause,
    hint: 'Unmount it, or leave it and the directory it lies in out with --except.',
  });
}

/** What differs, as words; undefined where both are the same objects, unchanged. */
export function findDifference(expected: readonly Seen[], found: readonly Seen[]): string | undefined {
  const [top] = expected;
  if (top === undefined) return found.length === 0 ? undefined : 'something stands there now';
  if (found.length === 0) return 'it is gone';
  const byPath = new Map(found.map((one) => [one.path, one]));
  for (const one of expected) {
    const now = byPath.get(one.path);
    byPath.delete(one.path);
    const what = now === undefined ? 'is gone' : changeOf(one, now);
    if (what !== undefined) return one.path === '' ? `it ${what}` : `${quoteRaw(one.path)} in it ${what}`;
  }
  const [stray] = byPath.keys();
  return stray === undefined ? undefined : `${quoteRaw(stray)} is new in it`;
}

function changeOf(before: Seen, now: Seen): string | undefined {
  if (before.ino !== now.ino || before.type !== now.type) return 'is another object';
  if (before.mode !== now.mode || before.uid !== now.uid || before.gid !== now.gid) {
    return 'has another mode or owner';
  }
  // What a directory holds shows in its children.
  if (before.type === 'directory') return undefined;
  return before.size === now.size && before.mtimeNs === now.mtimeNs ? undefined : 'was written to';
}

export function seenOf(path: RawPath, stat: Stat): Seen {
  const { mode, uid, gid, size, mtimeNs, ino } = stat;
  return { path, type: typeOfMode(mode), mode: mode & 0o7777, uid, gid, size, mtimeNs, ino, stat };
}
