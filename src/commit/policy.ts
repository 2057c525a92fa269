import type { RawPath } from '../base/bytes-path.js';
import type { Entry, EntryType } from '../tree/entry.js';

/**
 * What of an entry is applied to a directory of the host. The job is not trusted, the host is not a sandbox:
 * so by default what could act with somebody else's rights stays behind, and the report says what did.
 * `faithful` takes everything as the job left it.
 */
export interface Policy {
  readonly faithful: boolean;
}

/** The attributes an object gets, and what was left out of them. */
export interface AttributePlan {
  readonly mode: number;
  readonly xattrs: Entry['xattrs'];
  readonly losses: readonly string[];
}

const SETUID = 0o4000;
const SETGID = 0o2000;
const STICKY = 0o1000;

/** Why an entry of this type is not made, or undefined where it is. */
export function findSkipReason(type: EntryType, { faithful }: Policy): string | undefined {
  if (faithful) return undefined;
  if (type === 'socket') return 'a socket without the process that listened on it';
  if (type === 'character' || type === 'block') return `a ${type} device`;
  return undefined;
}

/** `presentMode` is what the object has in the target before its mode is set. */
export function planAttributes(entry: Entry, policy: Policy, presentMode: number): AttributePlan {
  if (policy.faithful) return { mode: entry.mode, xattrs: entry.xattrs, losses: [] };
  const kept = keptModeBits(entry, presentMode);
  const xattrs = entry.xattrs.filter(([name]) => isHarmlessXattr(name));
  const dropped = entry.xattrs.length - xattrs.length;
  const losses = [...modeLosses(entry.mode & ~kept), ...(dropped > 0 ? [countXattrs(dropped)] : [])];
  return { mode: entry.mode & kept, xattrs, losses };
}

export function countXattrs(count: number): string {
  return count === 1 ? '1 xattr' : `${count} xattrs`;
}

/** A directory keeps the setgid bit that the target itself gave it: it only passes a group on. */
function keptModeBits(entry: Entry, presentMode: number): number {
  if (entry.type !== 'directory') return 0o777;
  return 0o777 | STICKY | (presentMode & SETGID);
}

function modeLosses(lost: number): string[] {
  const names: Array<[number, string]> = [
    [SETUID, 'setuid'],
    [SETGID, 'setgid'],
    [STICKY, 'sticky'],
  ];
  return names.filter(([bit]) => (lost & bit) !== 0).map(([, name]) => name);
}

/**
 * `user.*` without the marks of overlay file systems: were the target a lower one day, a mark a job wrote
 * would hide files there or show others in their place.
 */
function isHarmlessXattr(name: RawPath): boolean {
  return name.startsWith('user.') && !/^user\.(overlay\.|fuseoverlayfs\.|containers\.override_)/.test(name);
}
