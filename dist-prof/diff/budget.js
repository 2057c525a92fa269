import { getHeapStatistics } from 'node:v8';
import { quoteRaw } from '../base/bytes-path.js';
import { LayoverError } from '../base/errors.js';
import { formatSize } from '../base/units.js';
/** The longest path that is followed: 32 KiB, eight times what the kernel takes in one call. */
export const PATH_BYTES_MAX = 32 * 1024;
// An entry with its stat, as both sides of a comparison hold them; measured at 0.9 KiB on Node 20.
const ENTRY_BYTES = 1_024;
/**
 * Keeps what a job left from being more than this process can hold: a diff is sorted and compared as a whole, in
 * memory. Beyond the limit the reading stops with LAYOVER_UPPER_LIMIT, before the memory does.
 */
export class Budget {
  #limitBytes;
  #spentBytes = 0;
  constructor(limitBytes = getHeapStatistics().heap_size_limit / 2) {
    this.#limitBytes = limitBytes;
  }
  /** Counts one path that was looked at; either side may be absent. */
  spend(path, ...entries) {
    if (path.length > PATH_BYTES_MAX) throw tooLong(path);
    this.#spentBytes += ENTRY_BYTES + path.length;
    for (const entry of entries) this.#spentBytes += entry ? bytesOf(entry) : 0;
    if (this.#spentBytes > this.#limitBytes) throw tooMuch(path, this.#limitBytes);
  }
}
function bytesOf({ source, target, xattrs }) {
  const attributes = xattrs.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  return source.path.length + (target?.length ?? 0) + attributes;
}
const SHOWN_BYTES = 200;
function tooLong(path) {
  const start = quoteRaw(path.slice(0, SHOWN_BYTES));
  const message = `The path that begins with ${start} has ${path.length} bytes; ${PATH_BYTES_MAX} is the most`;
  return new LayoverError('LAYOVER_UPPER_LIMIT', message, { hint: 'Make the tree less deep, in the job.' });
}
function tooMuch(path, limitBytes) {
  const message = `The changes take more than ${formatSize(limitBytes)} of memory to list; it is used up at ${quoteRaw(path)}`;
  return new LayoverError('LAYOVER_UPPER_LIMIT', message, {
    hint: 'Change less in one job, or give Node more memory: NODE_OPTIONS=--max-old-space-size=16384.',
  });
}
//# sourceMappingURL=budget.js.map
