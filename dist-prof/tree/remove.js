import { randomBytes } from 'node:crypto';
import { joinRaw, quoteRaw } from '../base/bytes-path.js';
import { hasErrno, LayoverError, messageOf } from '../base/errors.js';
import {
  FS_APPEND_FL,
  FS_IMMUTABLE_FL,
  O_DIRECTORY,
  O_NOFOLLOW,
  O_NONBLOCK,
  O_PATH,
  O_RDONLY,
  RESOLVE_BENEATH,
  RESOLVE_NO_MAGICLINKS,
  RESOLVE_NO_SYMLINKS,
  RESOLVE_NO_XDEV,
  S_IFDIR,
  S_IFMT,
  S_IFREG,
} from '../native/constants.js';
import { syscalls } from '../native/syscalls.js';
import { openTree } from './open.js';
/**
 * Removes `name` in `parent`, whatever it is and however deep. An absent name is fine.
 * Follows no symlink and crosses no mount: a mount inside is `LAYOVER_TREE_CHANGED`, and what it holds stays.
 */
export function removeTree(parent, name, options = {}) {
  const fd = openTree(parent);
  try {
    removeAt(fd, name, { ...options, label: options.label ?? joinRaw(parent, name) });
  } finally {
    syscalls.close(fd);
  }
}
/** The same below an open directory, which may be O_PATH. */
export function removeAt(parentFd, name, options = {}) {
  if (name === '' || name === '.' || name === '..' || name.includes('/')) {
    throw new Error(`Not the name of one entry: ${quoteRaw(name)}`);
  }
  const path = options.label ?? name;
  const parent = { fd: parentFd, options };
  if (unlinkEntry(parent, { name, path }) === 'directory') removeDirectory(parent, { name, path });
}
// Descriptors held at once. Depth beyond it costs one rename for this many levels.
const MAX_OPEN = 48;
const MAX_ROUNDS = 4;
/**
 * Depth first without recursion. A directory too deep to hold every descriptor above it is not entered where it
 * is: it is moved up into the tree's own top directory, which is going away as well, and waits there for its
 * turn at depth one. So a tree of any depth is worked off in slices of MAX_OPEN levels, needs no path longer
 * than one name, and never has to find its way back through `..`, which a job could have moved elsewhere.
 */
function removeDirectory(parent, top) {
  const frames = [];
  try {
    pushFrame(frames, parent, top);
    for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
      const child = frame.pending.pop();
      if (child !== undefined) descend(frames, frame, child);
      else finishFrame(frames, frame);
    }
  } finally {
    for (const { fd } of frames) syscalls.close(fd);
  }
}
function descend(frames, frame, child) {
  const [top] = frames;
  if (top === undefined || frames.length < MAX_OPEN) pushFrame(frames, frame, child);
  else moveUp(top, frame, child);
}
function pushFrame(frames, parent, child) {
  const fd = openDirectory(parent, child);
  if (fd === undefined) return;
  const place = { dirfd: parent.fd, name: child.name };
  const frame = { ...child, fd, options: parent.options, parent, place, pending: [] };
  frames.push(frame);
  emptyOfFiles(frame, fd);
}
function openDirectory(parent, child) {
  try {
    return withRepair(parent, child, () => syscalls.openat2(parent.fd, child.name, HOW_TO_OPEN));
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return undefined;
    if (hasErrno(error, 'EXDEV')) throw mountInside(child, error);
    throw cannotRemove(child, error);
  }
}
const HOW_TO_OPEN = {
  flags: O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK,
  resolve: RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV,
};
function emptyOfFiles(frame, listFd) {
  for (const name of syscalls.readDirectory(listFd)) {
    frame.options.checkCanceled?.();
    const entry = { name, path: joinRaw(frame.path, name) };
    if (unlinkEntry(frame, entry) === 'directory') frame.pending.push(entry);
  }
}
function unlinkEntry(directory, entry) {
  try {
    withRepair(directory, entry, () => syscalls.unlink(directory.fd, entry.name));
    return 'gone';
  } catch (error) {
    if (hasErrno(error, 'EISDIR')) return 'directory';
    if (hasErrno(error, 'ENOENT')) return 'gone';
    if (hasErrno(error, 'EBUSY')) throw mountInside(entry, error);
    throw cannotRemove(entry, error);
  }
}
/** Removes an emptied directory. One that others still write into is listed again, a few times. */
function finishFrame(frames, frame) {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    if (removeEmpty(frame)) {
      frames.pop();
      syscalls.close(frame.fd);
      return;
    }
    const listFd = syscalls.openat2(frame.fd, '.', HOW_TO_OPEN);
    try {
      emptyOfFiles(frame, listFd);
    } finally {
      syscalls.close(listFd);
    }
    if (frame.pending.length > 0) return;
  }
  throw new LayoverError(
    'LAYOVER_TREE_CHANGED',
    `${quoteRaw(frame.path)} is filled while it is being removed`,
    {
      hint: 'End the process that writes there, then try again.',
    },
  );
}
function removeEmpty(frame) {
  try {
    withRepair(frame.parent, frame, () => syscalls.rmdir(frame.parent.fd, frame.name));
    return true;
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return true;
    if (hasErrno(error, 'ENOTEMPTY', 'EEXIST')) return false;
    if (hasErrno(error, 'EBUSY')) throw mountInside(frame, error);
    throw cannotRemove(frame, error);
  }
}
/** Under a name that nobody can have taken beforehand: a job that guessed it could make every move a search. */
function moveUp(top, frame, child) {
  const name = `.layover-${randomBytes(12).toString('hex')}`;
  try {
    const from = { dirfd: frame.fd, name: child.name };
    withRepair(frame, child, () => syscalls.rename(from, { dirfd: top.fd, name }));
    top.pending.push({ name, path: child.path });
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return;
    if (hasErrno(error, 'EBUSY', 'EXDEV')) throw mountInside(child, error);
    throw cannotRemove(child, error);
  }
}
/** Runs `action`; where it is not permitted, opens up the directory and the entry, and runs it once more. */
function withRepair(directory, entry, action) {
  try {
    return action();
  } catch (error) {
    if (!hasErrno(error, 'EACCES', 'EPERM')) throw error;
    const { respectsFlags = false } = directory.options;
    // Flags are EPERM, modes are EACCES. A mode is not touched in vain where a flag is what stays.
    repair(directory, entry.name, {
      flags: !respectsFlags,
      modes: !respectsFlags || error.code === 'EACCES',
    });
  }
  return action();
}
function repair(directory, name, repairs) {
  const { fd, place } = directory;
  if (place !== undefined && repairs.flags) clearFlags(fd);
  if (place !== undefined && repairs.modes) chmodQuietly(place.dirfd, place.name);
  // Only regular files and directories carry flags, and only they are safe to open.
  const type = syscalls.stat(fd, name).mode & S_IFMT;
  if (repairs.flags && (type === S_IFDIR || type === S_IFREG)) clearFlagsOf(fd, name);
  if (repairs.modes && type === S_IFDIR) chmodQuietly(fd, name);
}
function clearFlagsOf(dirfd, name) {
  const flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK;
  const fd = quietly(() => syscalls.openat2(dirfd, name, { ...HOW_TO_OPEN, flags }));
  if (fd !== undefined) {
    clearFlags(fd);
    syscalls.close(fd);
  }
}
function clearFlags(fd) {
  quietly(() => {
    const flags = syscalls.getInodeFlags(fd);
    const cleared = flags & ~(FS_IMMUTABLE_FL | FS_APPEND_FL);
    if (cleared !== flags) syscalls.setInodeFlags(fd, cleared);
  });
}
function chmodQuietly(dirfd, name) {
  // Never the root of something mounted there: its mode is not ours.
  const how = { ...HOW_TO_OPEN, flags: O_DIRECTORY | O_NOFOLLOW | O_PATH };
  quietly(() => {
    const fd = syscalls.openat2(dirfd, name, how);
    syscalls.close(fd);
    syscalls.chmod(dirfd, name, 0o700);
  });
}
/** Repairs are attempts: the action that follows reports what still stands in the way. */
function quietly(attempt) {
  try {
    return attempt();
  } catch (error) {
    if (error instanceof Error && 'errno' in error) return undefined;
    throw error;
  }
}
function mountInside(entry, cause) {
  return new LayoverError(
    'LAYOVER_TREE_CHANGED',
    `${quoteRaw(entry.path)} is a mount point, so it is not removed`,
    {
      cause,
      hint: 'Unmount it, then try again.',
    },
  );
}
/** The system error itself, with the place in its message. */
function cannotRemove(entry, cause) {
  const error = new Error(`Cannot remove ${quoteRaw(entry.path)}: ${messageOf(cause)}`, { cause });
  if (!(cause instanceof Error)) return error;
  const { code, errno, syscall } = cause;
  return Object.assign(error, { code, errno, syscall });
}
//# sourceMappingURL=remove.js.map
