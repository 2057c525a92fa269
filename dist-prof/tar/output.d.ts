import { type HostPath } from '../base/bytes-path.js';
/** Where a tar goes: a file, which appears complete or not at all, or a descriptor, which stays the caller's. */
export type TarDestination = HostPath | number;
/** Writes all pieces to a destination; errors are explained. */
export declare function writePieces(destination: TarDestination, pieces: Iterable<Uint8Array>): void;
/** Disposed of before it is finished, it leaves nothing behind. */
export interface TarOutput extends Disposable {
  readonly fd: number;
  /** What is in a file is on the disk before the file has its name, in the place of what had it. */
  finish(): void;
}
export declare function openOutput(destination: TarDestination): TarOutput;
/** The error of the system's as one that names the file; any other as it is. */
export declare function explainOutput(destination: TarDestination, cause: unknown): unknown;
/** All of it; a pipe is waited for. */
export declare function writeFully(fd: number, bytes: Uint8Array): void;
