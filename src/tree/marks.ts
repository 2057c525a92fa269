import type { RawPath } from '../base/bytes-path.js';
import { S_IFCHR, S_IFMT } from '../native/constants.js';
import type { Stat } from '../native/syscalls.js';

/**
 * How a writable layer says "deleted", "opaque" and "renamed".
 * - `trusted`: the kernel's overlay, marks in `trusted.overlay.*` (root); a job cannot write them.
 * - `user`: the kernel's overlay with `userxattr`, marks in `user.overlay.*` (rootless).
 * - `fuse`: fuse-overlayfs.
 * - `plain`: no overlay: the upper is a whole copy, compared with the lowers from its root down.
 */
export type MarkStyle = 'trusted' | 'user' | 'fuse' | 'plain';

type Xattr = readonly [name: RawPath, value: Uint8Array];

/** What an overlay wrote on an object for itself. Only the marks of the style that was mounted mean anything. */
export interface Marks {
  /** The directory hides everything below it. */
  readonly opaque: boolean;
  /**
   * The same, but a job can write this form itself. fuse-overlayfs obeys it in the lowers it starts with, and
   * beside it always writes a form that a job cannot.
   */
  readonly lowerOpaque?: boolean;
  /** Where the content of a renamed directory lies in the lowers. */
  readonly redirect?: RawPath;
  /** The file has attributes only; its bytes lie in a lower. */
  readonly metacopy: boolean;
  /** A regular file that stands for a deleted name. */
  readonly whiteout: boolean;
}

interface StyleRules {
  /** Prefixes of the overlay's own attributes. */
  readonly own: readonly string[];
  /** Whether a job's attributes under such a prefix are kept with `overlay.` behind it. */
  readonly escapes: boolean;
}

const RULES: Readonly<Record<MarkStyle, StyleRules>> = {
  trusted: { own: ['trusted.overlay.'], escapes: true },
  user: { own: ['user.overlay.'], escapes: true },
  fuse: {
    own: ['user.fuseoverlayfs.', 'trusted.overlay.', 'user.overlay.', 'user.containers.override_stat'],
    escapes: false,
  },
  plain: { own: [], escapes: false },
};

const ESCAPE = 'overlay.';
const NO_MARKS: Marks = { opaque: false, metacopy: false, whiteout: false };

/** Splits attributes as they lie on disk into those the job sees, sorted, and the overlay's marks. */
export function splitXattrs(
  onDisk: readonly Xattr[],
  style: MarkStyle,
): { xattrs: readonly Xattr[]; marks: Marks } {
  const { own, escapes } = RULES[style];
  if (!onDisk.some(([name]) => own.some((prefix) => name.startsWith(prefix))))
    return { xattrs: onDisk, marks: NO_MARKS };
  const xattrs: Xattr[] = [];
  const marks = new Map<string, Uint8Array>();
  for (const [name, value] of onDisk) {
    const prefix = own.find((candidate) => name.startsWith(candidate));
    const rest = prefix === undefined ? undefined : name.slice(prefix.length);
    if (rest === undefined) xattrs.push([name, value]);
    else if (escapes && rest.startsWith(ESCAPE))
      xattrs.push([`${prefix}${rest.slice(ESCAPE.length)}` as RawPath, value]);
    else marks.set(prefix === 'user.overlay.' && !escapes ? `lower-${rest}` : rest, value);
  }
  xattrs.sort(([left], [right]) => (left < right ? -1 : 1));
  return { xattrs, marks: readMarks(marks) };
}

function readMarks(marks: ReadonlyMap<string, Uint8Array>): Marks {
  const redirect = marks.get('redirect');
  return {
    opaque: isYes(marks.get('opaque')),
    ...(isYes(marks.get('lower-opaque')) && { lowerOpaque: true }),
    metacopy: marks.has('metacopy'),
    whiteout: marks.has('whiteout'),
    ...(redirect && { redirect: Buffer.from(redirect).toString('latin1') as RawPath }),
  };
}

function isYes(value: Uint8Array | undefined): boolean {
  return value?.length === 1 && value[0] === 'y'.charCodeAt(0);
}

/** Whether an object of this style's trees only says that a name is deleted. */
export function isWhiteout(stat: Stat): boolean {
  return (stat.mode & S_IFMT) === S_IFCHR && stat.rdevMajor === 0 && stat.rdevMinor === 0;
}

/** The mark that an attribute on disk is, without its prefix; undefined where it is the job's own. */
export function overlayMarkOf(name: RawPath, style: 'trusted' | 'user'): string | undefined {
  const prefix = `${style}.overlay.`;
  if (!name.startsWith(prefix)) return undefined;
  const rest = name.slice(prefix.length);
  return rest.startsWith(ESCAPE) ? undefined : rest;
}

/** The name under which a job's attribute lies on disk in a layer of this style. */
export function escapeXattr(name: RawPath, style: 'trusted' | 'user'): RawPath {
  const prefix = `${style}.overlay.`;
  if (!name.startsWith(prefix)) return name;
  return `${prefix}${ESCAPE}${name.slice(prefix.length)}` as RawPath;
}

/** The attribute of a directory that hides what lies below it. */
export function opaqueMark(style: 'trusted' | 'user'): Xattr {
  return [`${style}.overlay.opaque` as RawPath, Buffer.from('y')];
}
