import { type HostPath, type RawPath } from '../base/bytes-path.js';
export interface RemoveOptions {
  /** Throws to stop between two entries; what is removed by then stays removed. */
  readonly checkCanceled?: (() => void) | undefined;
  /** How errors name the tree; default its own name. */
  readonly label?: RawPath | undefined;
  /** Takes a file's immutable or append-only flag for a reason to fail; else it is cleared, where permitted. */
  readonly respectsFlags?: boolean | undefined;
}
/**
 * Removes `name` in `parent`, whatever it is and however deep. An absent name is fine.
 * Follows no symlink and crosses no mount: a mount inside is `LAYOVER_TREE_CHANGED`, and what it holds stays.
 */
export declare function removeTree(parent: HostPath, name: RawPath, options?: RemoveOptions): void;
/** The same below an open directory, which may be O_PATH. */
export declare function removeAt(parentFd: number, name: RawPath, options?: RemoveOptions): void;
