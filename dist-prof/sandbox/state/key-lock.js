/** Locks by name, across processes: whoever makes something that others could use holds its key meanwhile. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { hasErrno } from '../../base/errors.js';
import { AT_FDCWD, O_CREAT, O_RDWR } from '../../native/constants.js';
import { syscalls } from '../../native/syscalls.js';

// The kernel tells nobody that a flock is free: so it is asked, less and less often.
const FIRST_WAIT_MS = 5;
const LONGEST_WAIT_MS = 200;
/** Waits until nobody else holds `key`, which must be fit for a file name. A killed holder's is free at once. */
export async function lockKey(home, key, signal) {
  const path = join(home.locks, `key-${key}`);
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
    const fd = tryLock(path);
    if (fd !== undefined) return { [Symbol.dispose]: () => release(path, fd) };
    await sleep(waitMs, undefined, { signal });
  }
}
function tryLock(path) {
  const fd = syscalls.open(path, O_RDWR | O_CREAT, 0o600);
  if (syscalls.flock(fd, 'exclusive') && isStillAt(path, fd)) return fd;
  syscalls.close(fd);
  return undefined;
}
/** Its last holder may have removed it between its opening and the lock. */
function isStillAt(path, fd) {
  try {
    return syscalls.stat(AT_FDCWD, path).ino === syscalls.stat(fd, '').ino;
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return false;
    throw error;
  }
}
function release(path, fd) {
  syscalls.unlink(AT_FDCWD, path);
  syscalls.close(fd);
}
//# sourceMappingURL=key-lock.js.map
