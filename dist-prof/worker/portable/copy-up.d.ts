import { type HostFiles } from './host-files.js';
import type { Step, Walked } from './walk.js';
/** The directory's place in the upper, made with all above it where it was not there. */
export declare function upperOf(steps: readonly Step[], host: HostFiles): string;
/** The path in the upper of what was found; a file's bytes are left out where they are about to be cut. */
export declare function copyUp({ steps, name, shown }: Walked, host: HostFiles, withBytes?: boolean): string;
/** Makes room in the upper for something new: takes a whiteout away; whether there was one. */
export declare function clearPlace(path: string, host: HostFiles): boolean;
export declare function putWhiteout(path: string): void;
export declare function markOpaque(path: string): void;
