import type { RawPath } from '../base/bytes-path.js';
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
/** Splits attributes as they lie on disk into those the job sees, sorted, and the overlay's marks. */
export declare function splitXattrs(
  onDisk: readonly Xattr[],
  style: MarkStyle,
): {
  xattrs: readonly Xattr[];
  marks: Marks;
};
/** Whether an object of this style's trees only says that a name is deleted. */
export declare function isWhiteout(stat: Stat): boolean;
/** The mark that an attribute on disk is, without its prefix; undefined where it is the job's own. */
export declare function overlayMarkOf(name: RawPath, style: 'trusted' | 'user'): string | undefined;
/** The name under which a job's attribute lies on disk in a layer of this style. */
export declare function escapeXattr(name: RawPath, style: 'trusted' | 'user'): RawPath;
/** The attribute of a directory that hides what lies below it. */
export declare function opaqueMark(style: 'trusted' | 'user'): Xattr;
export {};
