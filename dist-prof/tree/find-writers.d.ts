/**
 * Whether a tree has come to rest. That every process of a job has been reaped is the first proof; a descriptor that one
 * of them handed to a process elsewhere outlives it, and shows here: the kernel gives no read lease on a file that
 * anybody has open, or mapped, for writing, through an overlay as well (fcntl(2), "Leases").
 */
import { type HostPath, type RawPath } from '../base/bytes-path.js';
export interface Quiescence {
  /** Files that nobody can write to. */
  readonly proven: number;
  /** Files that take no lease here: no such thing on their file system, or on our side. */
  readonly unproven: number;
  /** The first file that is still open for writing, from its own root; nothing after it was looked at. */
  readonly busy?: RawPath;
}
/** Looks at every regular file; stops at the first that is busy. Symlinks, devices and FIFOs are never opened. */
export declare function findWriters(roots: readonly HostPath[], check?: () => void): Quiescence;
