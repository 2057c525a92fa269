/** Calls that change names: they answer as the kernel's overlay would, and leave the marks that it would leave. */
import type { MakeDirectoryOptions, RmOptions } from 'node:fs';
import { type PathArgument, type PortableView } from './view.js';
export declare class NameCalls {
  #private;
  constructor(view: PortableView);
  readonly mkdirSync: (
    path: PathArgument,
    options?: MakeDirectoryOptions | number | string | null,
  ) => string | undefined;
  readonly unlinkSync: (path: PathArgument) => void;
  readonly rmdirSync: (
    path: PathArgument,
    options?: {
      recursive?: boolean;
    },
  ) => void;
  readonly rmSync: (path: PathArgument, { recursive, force }?: RmOptions) => void;
  readonly symlinkSync: (target: PathArgument, path: PathArgument) => void;
  readonly linkSync: (from: PathArgument, to: PathArgument) => void;
  readonly renameSync: (from: PathArgument, to: PathArgument) => void;
  readonly mkdtempSync: (prefix: string) => string;
}
