import { type HostPath, type RawPath } from '../base/bytes-path.js';
import type { KnownFiles } from './known-files.js';
import type { Selector } from './select.js';
export interface ScannedEntry {
  readonly path: RawPath;
  readonly type: 'file' | 'directory' | 'symlink';
  /** Without what differs between one checkout and the next: who else may write, and the special bits. */
  readonly mode: number;
  readonly size: number;
  readonly target?: RawPath;
  /** Of a file that is selected. */
  readonly sha256?: string;
}
export interface Scan {
  /** In byte order, every directory before what is in it; the root is not among them. */
  readonly entries: readonly ScannedEntry[];
  /** Sockets, devices and the like, which no snapshot has. */
  readonly leftOut: readonly RawPath[];
}
export interface ScanOptions {
  readonly selectors: readonly Selector[];
  /** A directory in the project that is no part of it: the state directory. */
  readonly apart: RawPath | undefined;
  readonly known: KnownFiles;
  readonly check: () => void;
}
/** The project as it is now; nothing keeps it from changing meanwhile. Synchronous: for a worker. */
export declare function scanProject(project: HostPath, options: ScanOptions): Scan;
/** What a selector takes of a scan, with the directories above it. */
export declare function selectEntries({ entries }: Scan, { matches }: Selector): ScannedEntry[];
/** The same for the same content, wherever and whenever it was checked out. */
export declare function digestEntries(entries: readonly ScannedEntry[]): string;
