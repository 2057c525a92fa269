/** Node's own file calls, taken before anything else is put in their place. Paths are raw. */
import fs from 'node:fs';
import { syscalls } from '../../native/syscalls.js';
export type HostFiles = typeof fs;
/** A copy: the module itself is what is changed. */
export declare function takeHostFiles(): HostFiles;
export type Found = ReturnType<typeof syscalls.stat>;
/** Undefined where there is nothing. */
export declare function findEntry(path: string): Found | undefined;
export declare function isGone(found: Found): boolean;
export declare function bytesOf(path: string): Buffer;
/** An error as the system call itself would have given it, with the path that the job knows. */
export declare function fileError(code: string, syscall: string, path: string): NodeJS.ErrnoException;
/** Node's own `rmSync` works by whatever `fs` has by then: the view's calls. */
export declare function removeTree(path: string, host: HostFiles): void;
