import { type HostPath, type RawPath } from '../base/bytes-path.js';
/** A name in an open directory. */
export interface Place {
  readonly dirfd: number;
  readonly name: RawPath;
}
/**
 * The directory that takes the changes. Everything in it is reached by descriptors below its root, without
 * following a symlink or crossing a mount: where one stands in the way, the error names it.
 */
export declare class Target {
  #private;
  readonly path: HostPath;
  /** Opens `path`, and makes it first where it is absent; its own parent must be there. */
  constructor(path: HostPath);
  close(): void;
  /** Where `path` is to be made. Missing directories above it are made with mode 0755. Valid until the next call. */
  makePlace(path: RawPath): Place;
  /** Where `path` is, or undefined if something above it is absent or no directory. Valid until the next call. */
  findPlace(path: RawPath): Place | undefined;
  /** A descriptor of the directory at `path`, for the caller to close. */
  openDirectory(path: RawPath): number;
  /** To be called before `path` is removed: what was open below it is no place for anything any more. */
  forget(path: RawPath): void;
}
