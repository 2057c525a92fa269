import { type HostPath, type RawPath } from '../base/bytes-path.js';
/** Of names that no reader takes for something finished. */
export declare const TEMPORARY_PREFIX = '.tmp-';
/** Makes the new file `path`; its bytes are synced, its name is not. */
export declare function writeNewFile(path: HostPath, bytes: Uint8Array): void;
/** Makes `bytes` visible as `name` all at once, for good: readers see the old file or the new one. */
export declare function replaceFile(directory: HostPath, name: RawPath, bytes: Uint8Array): void;
export declare function syncDirectory(path: HostPath): void;
/** Syncs a tree of ours: `paths` are its regular files and directories, its root included. */
export declare function syncTree(root: HostPath, paths: readonly RawPath[]): void;
