import { quoteRaw } from '../base/bytes-path.js';
import { LayoverError } from '../base/errors.js';
import { O_DIRECTORY, O_RDONLY } from '../native/constants.js';
import { syscalls } from '../native/syscalls.js';

const PATIENCE_MS = 10_000;
/**
 * One commit at a time, whoever makes it; of several directories the locks are taken in the order given, by everybody the
 * same. Where one cannot be read it has no lock: the checks remain.
 */
export class TargetLock {
  #fds = [];
  constructor(paths) {
    try {
      for (const path of paths) this.#take(path);
    } catch (error) {
      this[Symbol.dispose]();
      throw error;
    }
  }
  [Symbol.dispose]() {
    for (const fd of this.#fds.splice(0)) syscalls.close(fd);
  }
  #take(path) {
    const fd = openReadable(path);
    if (fd === undefined) return;
    this.#fds.push(fd);
    const deadline = Date.now() + PATIENCE_MS;
    while (!syscalls.flock(fd, 'exclusive')) {
      if (Date.now() > deadline) throw isLocked(path);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}
function isLocked(path) {
  const message = `${quoteRaw(path)} has been locked by another process for 10 s`;
  return new LayoverError('LAYOVER_COMMIT_TARGET', message);
}
function openReadable(path) {
  try {
    return syscalls.open(path, O_RDONLY | O_DIRECTORY);
  } catch {
    return undefined;
  }
}
//# sourceMappingURL=target-lock.js.map
