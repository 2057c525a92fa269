/** Calls that list directories: names of all layers, merged. */
import { type Dirent } from 'node:fs';
import { type PathArgument, type PortableView } from './view.js';

interface ListOptions {
  readonly encoding?: string | null;
  readonly withFileTypes?: boolean;
  readonly recursive?: boolean;
}
export declare class ListCalls {
  #private;
  constructor(view: PortableView);
  readonly readdirSync: (path: PathArgument, given?: ListOptions | string | null) => unknown[];
  readonly opendirSync: (path: PathArgument, options?: ListOptions) => PortableDir;
}
/** As fs.Dir. */
declare class PortableDir {
  #private;
  readonly path: string;
  constructor(path: string, entries: Dirent[]);
  readSync(): Dirent | null;
  read(callback?: (error: null, entry: Dirent | null) => void): Promise<Dirent | null | undefined>;
  closeSync(): void;
  close(callback?: (error: null) => void): Promise<void>;
  [Symbol.asyncIterator](): AsyncGenerator<Dirent>;
}

export {};
