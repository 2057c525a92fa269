import type { Region } from './bytes.js';
import { type ImportLimits } from './limits.js';
/** An open file, to be closed by whoever asked for it. */
export interface ImageFile extends Region, Disposable {}
export interface ImageFiles {
  /** Undefined where there is none of that path. Paths are as in documents: relative, with slashes. */
  find(path: string): ImageFile | undefined;
}
/** Regular files below an open directory; links out of it, or to elsewhere in it, are not followed. */
export declare class DirectoryFiles implements ImageFiles {
  #private;
  constructor(fd: number);
  find(path: string): ImageFile | undefined;
}
/** The files of a plain tar, found by reading its headers. */
export declare class ArchiveFiles implements ImageFiles {
  #private;
  constructor({ fd, size }: Region, limits: ImportLimits);
  find(path: string): ImageFile | undefined;
}
/** All of a small file. */
export declare function readDocument(files: ImageFiles, path: string, bytesMax: number): Buffer;
