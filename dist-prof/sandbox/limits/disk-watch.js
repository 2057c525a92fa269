/**
 * Ends a job whose changes take too much of the disk. There is no quota to be had on every file system, so this
 * looks: five times a second at how full the file system is, which costs nothing, and at the trees themselves only
 * where the job could have reached its limit by now, or has not been looked at for a while. A soft limit.
 */
import { readdirSync, statfsSync, statSync } from 'node:fs';
import { syscalls } from '../../native/syscalls.js';
import { ENTRY_BYTES } from '../../tree/measure.js';

const INTERVAL_MS = 200;
/** Others free space as well, so that what the job takes need not show. */
const LOOK_AT_LEAST_MS = 2_000;
/** A big tree takes its time: at most this part of it goes into looking. */
const SHARE = 0.2;
export class DiskWatch {
  #request;
  #timer;
  #freeBefore;
  #known = 0;
  #lookedAt = Date.now();
  #notBefore = 0;
  #isLooking = false;
  constructor(request) {
    this.#request = request;
    this.#freeBefore = freeBytes(request.fd);
    this.#timer = setInterval(() => void this.#tick(), INTERVAL_MS);
  }
  [Symbol.dispose]() {
    clearInterval(this.#timer);
  }
  async #tick() {
    const { fd, limit } = this.#request;
    const now = Date.now();
    if (this.#isLooking || now < this.#notBefore) return;
    const free = freeBytes(fd);
    const atMost = this.#known + Math.max(0, this.#freeBefore - free);
    const mayHaveMany = Number.isFinite(limit.entries);
    if (!mayHaveMany && atMost <= limit.bytes && now - this.#lookedAt < LOOK_AT_LEAST_MS) return;
    this.#isLooking = true;
    try {
      await this.#look(free);
    } catch {
      // the trees are on the move, or the job has just ended: the next tick looks again
    } finally {
      this.#isLooking = false;
    }
  }
  async #look(free) {
    const { limit, measure, listProcesses, onFull } = this.#request;
    const started = Date.now();
    const { bytes: shown, entries } = await measure(limit);
    const bytes = shown > limit.bytes ? shown : shown + countUnlinked(listProcesses());
    if (bytes > limit.bytes) onFull('disk');
    else if (entries > limit.entries) onFull('inodes');
    this.#known = bytes;
    this.#freeBefore = free;
    this.#lookedAt = Date.now();
    this.#notBefore = this.#lookedAt + (this.#lookedAt - started) * (1 / SHARE - 1);
  }
}
function freeBytes(fd) {
  const { blockSize, freeBlocks, freeInodes } = syscalls.statfs(fd);
  return freeBlocks * blockSize + freeInodes * ENTRY_BYTES;
}
const TMPFS_MAGIC = 0x01021994;
/** What processes hold open that has no name any more, and is in no tree therefore. */
function countUnlinked(processes) {
  const sizes = new Map();
  for (const path of processes.flatMap(listDescriptors)) {
    const file = statUnlinked(path);
    if (file !== undefined) sizes.set(file.key, file.bytes);
  }
  return [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
}
function listDescriptors(pid) {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((name) => `/proc/${pid}/fd/${name}`);
  } catch {
    return []; // it has ended
  }
}
function statUnlinked(path) {
  try {
    const { dev, ino, nlink, blocks, isFile } = statFile(path);
    if (!isFile || nlink > 0 || statfsSync(path).type === TMPFS_MAGIC) return undefined;
    return { key: `${dev}:${ino}`, bytes: blocks * 512 };
  } catch {
    return undefined; // closed meanwhile
  }
}
function statFile(path) {
  const stat = statSync(path);
  const { dev, ino, nlink, blocks } = stat;
  return { dev, ino, nlink, blocks, isFile: stat.isFile() };
}
//# sourceMappingURL=disk-watch.js.map
