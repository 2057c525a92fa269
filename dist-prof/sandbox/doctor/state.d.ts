import type { Check } from './check.js';
/** The directory itself or, where it is yet to be made, the nearest one above it that is there. */
export declare function findExisting(path: string): Promise<string>;
/** An empty directory in `parent`, or undefined where none can be made. */
export declare function makeFolder(parent: string): Promise<string | undefined>;
/** Whether `openHome` would take it: made, or to be made, and its owner's alone. */
export declare function checkDirectory(
  home: string,
  {
    existing,
    isWritable,
  }: {
    existing: string;
    isWritable: boolean;
  },
): Promise<Check>;
/** `folder` is an empty one of ours, in the state directory or where that would be made. */
export declare function checkState(folder: string, mode: 'root' | 'rootless'): Promise<Check[]>;
