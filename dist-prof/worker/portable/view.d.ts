import { type HostFiles } from './host-files.js';
import { Layers, type Shown } from './layers.js';
import { type Place, type Walked, Walker } from './walk.js';
export type PathArgument = string | Uint8Array | URL;
export interface PortableViewOptions {
  readonly host: HostFiles;
  readonly places: readonly Place[];
  readonly lowerOpaque: string;
  /** Directories of the host's that the view shows as they are, to be read only: where code is loaded from. */
  readonly code: readonly string[];
  readonly cwd: string;
}
export declare class PortableView {
  #private;
  readonly host: HostFiles;
  readonly layers: Layers;
  readonly walker: Walker;
  cwd: string;
  constructor({ host, places, lowerOpaque, code, cwd }: PortableViewOptions);
  /** The path on the host of a file that is code, and not of the view. */
  codePath(path: PathArgument): string | undefined;
  walk(path: PathArgument, syscall: string, follows?: boolean): Walked;
  /** What must be there. */
  get(
    path: PathArgument,
    syscall: string,
    follows?: boolean,
  ): Walked & {
    readonly shown: Shown;
  };
  /** A path of the host's that shows the same, for reading. */
  readable(path: PathArgument, syscall: string, follows?: boolean): string;
  /** Where something new may be put. */
  getFree(path: PathArgument, syscall: string): Walked;
}
export declare function readableOf(shown: Shown): string;
export declare function rawOf(path: PathArgument): string;
