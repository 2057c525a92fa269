import type { HostPath, RawPath } from '../base/bytes-path.js';
import type { Change } from '../diff/change.js';
import { syscalls } from '../native/syscalls.js';
import type { Entry } from '../tree/entry.js';
import { digestFile } from '../tree/file-content.js';
import { Sources } from '../tree/sources.js';
import { type BaseEntry, readBaseRecord } from './base-record.js';

/** Of these changes the paths where the lowers show something else by now than they did when the job ended. */
export function findForeign(directory: HostPath, changes: readonly Change[]): ReadonlySet<RawPath> {
  const { entries, paths } = readBaseRecord(directory);
  if (paths === undefined) return new Set();
  const sources = new Sources();
  try {
    const foreign = changes.filter(({ path, before }) => {
      return paths.has(path) && isAnother(entries.get(path), before, sources);
    });
    return new Set(foreign.map(({ path }) => path));
  } finally {
    sources.close();
  }
}

function isAnother(base: BaseEntry | undefined, now: Entry | undefined, sources: Sources): boolean {
  if (base === undefined || now === undefined) return base !== now;
  if (SHAPE.some((field) => base[field] !== now[field])) return true;
  if (base.type !== 'file') return false;
  return base.size !== now.size || hasOtherBytes(base, now, sources);
}

const SHAPE = ['type', 'mode', 'uid', 'gid', 'target'] as const;

/** A time alone makes no difference, where the bytes are known; where they are not, it does. */
function hasOtherBytes(base: BaseEntry, now: Entry, sources: Sources): boolean {
  const hasSameTime = base.mtimeNs === now.mtimeNs;
  if (hasSameTime && !base.isFresh) return false;
  return base.digest === undefined ? !hasSameTime : base.digest !== digestOf(now, sources);
}

function digestOf(entry: Entry, sources: Sources): string | undefined {
  const fd = sources.find(entry);
  if (fd === undefined) return undefined;
  try {
    return digestFile(fd, { size: entry.size });
  } finally {
    syscalls.close(fd);
  }
}
