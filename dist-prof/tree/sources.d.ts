import { type HostPath, type RawPath } from '../base/bytes-path.js';
import { LayoverError } from '../base/errors.js';
import type { Entry } from './entry.js';
/** Opens the files that changes name as their content. Holds one descriptor per tree; close it after use. */
export declare class Sources {
  #private;
  /** A descriptor of the regular file behind `entry`, for reading; the caller closes it. */
  open(entry: Entry): number;
  /** The same, or undefined where it is not there any more or something else. */
  find(entry: Entry): number | undefined;
  /** An O_PATH descriptor of a directory in one of the trees; the caller closes it. */
  openDirectory(root: HostPath, path: RawPath): number;
  close(): void;
}
/** The error for a file that is not what the diff saw. */
export declare function sourceChanged(entry: Entry, seen: string): LayoverError;
