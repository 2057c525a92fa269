import { compareRaw, hostPath, joinRaw, type RawPath, rawFromText } from '#src/base/bytes-path.js';
import type { Change, ChangeKind } from '#src/diff/change.js';
import { O_DIRECTORY, O_PATH, O_RDONLY } from '#src/native/constants.js';
import { type Stat, syscalls } from '#src/native/syscalls.js';
import { type Entry, typeOfMode } from '#src/tree/entry.js';

/** Changes by hand, apart from src/diff: what is in a plain directory, as entries. */
export function entryOf(root: string, path: string | RawPath): Entry {
  const dirfd = syscalls.open(hostPath(root), O_PATH | O_DIRECTORY);
  try {
    return entryFrom(dirfd, root, path as RawPath);
  } finally {
    syscalls.close(dirfd);
  }
}

/** One change of a path whose `after` is what lies at that path below `root`. */
export function changeOf(kind: ChangeKind, root: string, path: string): Change {
  const raw = rawFromText(path);
  return { path: raw, kind, after: entryOf(root, raw) };
}

export function deletion(path: string): Change {
  return { path: rawFromText(path), kind: 'deleted' };
}

/** Everything below `root` as additions, sorted, with hard-link groups. */
export function additionsOf(root: string): Change[] {
  const found = list(root);
  const groups = new Map<bigint, RawPath[]>();
  for (const { path, stat } of found) groups.set(stat.ino, [...(groups.get(stat.ino) ?? []), path]);
  return found
    .map(({ path, stat }): Change => {
      const hardLinks = (groups.get(stat.ino) ?? []).filter((name) => name !== path).sort(compareRaw);
      const change: Change = { path, kind: 'added', after: entryOf(root, path) };
      return hardLinks.length > 0 ? { ...change, hardLinks } : change;
    })
    .sort((a, b) => compareRaw(a.path, b.path));
}

function list(root: string): Array<{ path: RawPath; stat: Stat }> {
  const found: Array<{ path: RawPath; stat: Stat }> = [];
  const rootFd = syscalls.open(hostPath(root), O_RDONLY | O_DIRECTORY);
  const visit = (fd: number, path: RawPath): void => {
    for (const [name, stat] of syscalls.readDirectoryStats(fd)) {
      const child = joinRaw(path, name);
      found.push({ path: child, stat });
      if (typeOfMode(stat.mode) !== 'directory') continue;
      const next = syscalls.openat2(fd, name, { flags: O_RDONLY | O_DIRECTORY, resolve: 0 });
      visit(next, child);
      syscalls.close(next);
    }
  };
  visit(rootFd, '' as RawPath);
  syscalls.close(rootFd);
  return found;
}

function entryFrom(dirfd: number, root: string, path: RawPath): Entry {
  const stat = syscalls.stat(dirfd, path);
  const type = typeOfMode(stat.mode);
  return {
    type,
    mode: stat.mode & 0o7777,
    uid: stat.uid,
    gid: stat.gid,
    size: type === 'directory' ? 0 : stat.size,
    mtimeNs: stat.mtimeNs,
    xattrs: syscalls.getXattrs(dirfd, path),
    source: { root: hostPath(root), path },
    ...(type === 'symlink' ? { target: syscalls.readlink(dirfd, path) } : {}),
    ...(type === 'character' || type === 'block'
      ? { device: { major: stat.rdevMajor, minor: stat.rdevMinor } }
      : {}),
  };
}
