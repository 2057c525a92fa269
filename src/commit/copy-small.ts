import { hasErrno } from '../base/errors.js';
import type { Stat } from '../native/syscalls.js';
import { SMALL_BYTES } from '../tree/copy-content.js';
import type { Entry } from '../tree/entry.js';
import type { Sources } from '../tree/sources.js';
import { type Policy, planAttributes } from './policy.js';
import type { Spot } from './seen.js';

/**
 * Makes a small file with its content, mode and time in one call, where nothing else about it is special: most files are
 * such. Undefined where it cannot be made like that, and then it is not there. Its owner is whoever makes it.
 */
export function copySmall(
  { sources, policy }: { sources: Sources; policy: Policy },
  entry: Entry,
  spot: Spot,
): Stat | undefined {
  if (entry.type !== 'file' || entry.size > SMALL_BYTES) return undefined;
  if (policy.faithful || entry.xattrs.length > 0) return undefined;
  const { mode, losses } = planAttributes(entry, policy, 0);
  if (losses.length > 0) return undefined;
  try {
    return sources.copySmall(entry, spot, mode);
  } catch (error) {
    // The source is another one than the diff saw, or lies too deep for one path; opening it on its own finds the words
    // for that, or the way.
    if (hasErrno(error, 'ESTALE', 'ELOOP', 'EXDEV', 'ENOTDIR', 'ENAMETOOLONG')) return undefined;
    throw error;
  }
}
