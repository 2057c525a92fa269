/** Making a layer's tree: objects as an overlay wants to find them in a lower. */
import { type HostPath, type RawPath } from '../base/bytes-path.js';
import type { Entry } from '../tree/entry.js';
import type { Sources } from '../tree/sources.js';
import type { LayerObject } from './manifest.js';
import type { LayerStyle } from './store.js';

/** A name in an open directory. */
interface Place {
  readonly dirfd: number;
  readonly name: RawPath;
}
/**
 * Writes into an empty directory. Nothing there is ever replaced: each path is made once, parents first, or once more
 * after it was removed.
 * Attributes of directories come last, when nothing is made in them any more.
 */
export declare class TreeWriter implements Disposable {
  #private;
  constructor(
    root: HostPath,
    {
      style,
      check,
    }: {
      style: LayerStyle;
      check?: (() => void) | undefined;
    },
  );
  /** The root is there already. */
  makeDirectory(path: RawPath): void;
  finishDirectory(
    path: RawPath,
    object: LayerObject,
    {
      isOpaque,
    }: {
      isOpaque: boolean;
    },
  ): void;
  /** What an overlay takes for a deleted name. */
  makeWhiteout(path: RawPath): void;
  /** Gives the object at `from`, which is on disk as this tree wants it, a second name; false where it takes none. */
  adopt(from: Place, path: RawPath, entry: Entry): boolean;
  /** A copy of anything but a directory; the bytes are shared where the file system can. */
  copy(path: RawPath, entry: Entry, sources: Sources): void;
  /** Makes anything but a regular file or a directory, from what is said of it alone. */
  makeNode(path: RawPath, object: LayerObject): void;
  /** A new file for writing, which the caller closes; `finishFile` comes before that. */
  createFile(path: RawPath): number;
  /** Gives a file that was created, and has its content now, its attributes. */
  finishFile(fd: number, object: LayerObject): void;
  /** Takes back what was made at `path`, all that lies below it included. */
  remove(path: RawPath): void;
  /** A further name for the inode of an earlier path. */
  link(first: RawPath, path: RawPath): void;
  /** The sha256 of the regular file that was made at `path`, in hex. */
  digest(path: RawPath, size: number): string;
  [Symbol.dispose](): void;
}
export {};
