import { ftruncateSync, readSync, writeSync } from 'node:fs';
import { quoteRaw } from '../base/bytes-path.js';
import { hasErrno, LayoverError } from '../base/errors.js';
import { formatSize } from '../base/units.js';
import { syscalls } from '../native/syscalls.js';
import type { Entry } from './entry.js';
import { sourceChanged } from './sources.js';

export interface CopyContent {
  readonly from: number;
  /** An empty file, open for writing. */
  readonly to: number;
  /** What `from` is; its size is what gets copied. */
  readonly entry: Entry;
  readonly checkCanceled?: (() => void) | undefined;
}

/** Copies a file's content: shared where the file system can, else data only, so that holes stay holes. */
export function copyContent(copy: CopyContent): void {
  const { from, to, entry } = copy;
  refuseBeyondNumbers(entry);
  if (entry.size === 0) return;
  // Sharing blocks, and looking for holes, costs more than so few bytes are worth.
  if (entry.size <= SMALL_BYTES) return copyThroughBuffer(copy, 0, entry.size);
  if (cloneWhole(copy)) return;
  for (let at = syscalls.seekData(from, 0); at !== undefined && at < entry.size; ) {
    const end = Math.min(syscalls.seekHole(from, at), entry.size);
    copySpan(copy, at, end);
    at = end < entry.size ? syscalls.seekData(from, end) : undefined;
  }
  // Also makes the hole at the end, and cuts what a file that grew meanwhile would have had too much.
  ftruncateSync(to, entry.size);
}

/** What is copied in one go. */
export const SMALL_BYTES = 4096;

/** Offsets beyond 8 PiB are no whole numbers in JavaScript any more. */
function refuseBeyondNumbers({ size, source }: Entry): void {
  if (size <= Number.MAX_SAFE_INTEGER) return;
  const message = `${quoteRaw(source.path)} is a file of ${formatSize(size)}; files of 8 PiB and more are not copied`;
  throw new LayoverError('LAYOVER_UPPER_LIMIT', message, { hint: 'Leave it out with --except.' });
}

const CANNOT_SHARE = ['EOPNOTSUPP', 'ENOTSUP', 'EXDEV', 'EINVAL', 'ENOSYS', 'ENOTTY', 'EPERM', 'ETXTBSY'];

function cloneWhole({ from, to, entry }: CopyContent): boolean {
  try {
    syscalls.cloneFile(from, to);
  } catch (error) {
    if (hasErrno(error, ...CANNOT_SHARE)) return false;
    throw error;
  }
  ftruncateSync(to, entry.size);
  return true;
}

// Between two of these the caller may cancel.
const RANGE_BYTES = 64 * 1024 * 1024;
const BUFFER_BYTES = 1024 * 1024;

function copySpan(copy: CopyContent, start: number, end: number): void {
  let at = start;
  while (at < end) {
    copy.checkCanceled?.();
    const copied = copyInKernel(copy, at, Math.min(end - at, RANGE_BYTES));
    if (copied === 0) break;
    at += copied;
  }
  if (at < end) copyThroughBuffer(copy, at, end);
}

/** The bytes copied; 0 where the kernel cannot copy between these two files. */
function copyInKernel({ from, to }: CopyContent, offset: number, length: number): number {
  try {
    return syscalls.copyRange(from, to, { offset, length });
  } catch (error) {
    if (hasErrno(error, ...CANNOT_SHARE)) return 0;
    throw error;
  }
}

function copyThroughBuffer(copy: CopyContent, start: number, end: number): void {
  const buffer = Buffer.allocUnsafe(Math.min(BUFFER_BYTES, end - start));
  for (let at = start; at < end; ) {
    copy.checkCanceled?.();
    const read = readSync(copy.from, buffer, 0, Math.min(buffer.length, end - at), at);
    if (read === 0) throw sourceChanged(copy.entry, `it ends at ${at} of ${copy.entry.size} bytes`);
    for (let done = 0; done < read; ) done += writeSync(copy.to, buffer, done, read - done, at + done);
    at += read;
  }
}
