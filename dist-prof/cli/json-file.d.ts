import type { PathLike } from '../sandbox/definition/spec.js';
/** Throws where a result could not be written later: before a job has run for hours. */
export declare function checkJsonFile(path: PathLike): Promise<void>;
/** A new file, or a regular one, is replaced all at once; a link, a pipe or a device is written to as it is. */
export declare function writeJsonFile(path: PathLike, value: unknown): Promise<void>;
