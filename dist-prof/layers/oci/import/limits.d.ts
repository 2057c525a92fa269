/** What an import may take before it is refused: others made it, and a small archive can unpack to anything. */
import { type RawPath } from '../../../base/bytes-path.js';
import { LayoverError } from '../../../base/errors.js';
export interface ImportLimits {
  /** Members of all layers together. */
  readonly entries: number;
  /** Bytes of file content of all layers together. */
  readonly bytes: number;
  /** How many times larger a compressed archive may get, once it is more than `ratioFromBytes`. */
  readonly ratio: number;
  readonly ratioFromBytes: number;
  /** Directories one in another. */
  readonly depth: number;
  /** Of a whole path, or the target of a symlink. */
  readonly pathBytes: number;
  /** Of one extended header of a tar, xattrs included. */
  readonly headerBytes: number;
  /** Of the xattrs of one entry, names and values. */
  readonly xattrBytes: number;
  readonly layers: number;
}
export declare const DEFAULT_LIMITS: ImportLimits;
/** The error for what goes over a limit: `what` names it, with the value seen. */
export declare function overLimit(
  limits: ImportLimits,
  which: keyof ImportLimits,
  what: string,
): LayoverError;
/** What all layers of an import take together. */
export declare class Budget {
  #private;
  readonly limits: ImportLimits;
  constructor(limits: ImportLimits);
  addEntry(path: RawPath): void;
  /** To be called before the bytes are written. */
  addBytes(path: RawPath, bytes: number): void;
  checkXattrs(path: RawPath, xattrs: ReadonlyArray<readonly [RawPath, Uint8Array]>): void;
}
