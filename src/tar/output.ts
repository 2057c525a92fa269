import { closeSync, fstatSync, fsyncSync, openSync, renameSync, unlinkSync, writeSync } from 'node:fs';
import { fsPath, type HostPath, quoteRaw } from '../base/bytes-path.js';
import { hasErrno, LayoverError, messageOf } from '../base/errors.js';
import { syscalls } from '../native/syscalls.js';
import { createTemporary, sweepTemporaries } from './temporary.js';

/** Where a tar goes: a file, which appears complete or not at all, or a descriptor, which stays the caller's. */
export type TarDestination = HostPath | number;

/** Writes all pieces to a destination; errors are explained. */
export function writePieces(destination: TarDestination, pieces: Iterable<Uint8Array>): void {
  try {
    using output = openOutput(destination);
    for (const piece of pieces) writeFully(output.fd, piece);
    output.finish();
  } catch (error) {
    throw explainOutput(destination, error);
  }
}

/** Disposed of before it is finished, it leaves nothing behind; killed, what the next one in that folder removes. */
export interface TarOutput extends Disposable {
  readonly fd: number;
  /** What is in a file is on the disk before the file has its name, in the place of what had it. */
  finish(): void;
}

export function openOutput(destination: TarDestination): TarOutput {
  if (typeof destination === 'number') return openDescriptor(destination);
  const folder = destination.slice(0, Math.max(destination.lastIndexOf('/'), 1)) as HostPath;
  sweepTemporaries(folder);
  const { fd, path } = createTemporary(folder);
  let isFinished = false;
  return {
    fd,
    finish: () => {
      fsyncSync(fd);
      renameSync(fsPath(path), fsPath(destination));
      isFinished = true;
    },
    [Symbol.dispose]: () => {
      if (!isFinished) unlinkSync(fsPath(path));
      // Opened past Node, which in a thread warns of what it has not opened.
      syscalls.close(fd);
    },
  };
}

/**
 * A pipe that Node has touched does not block, and to find out when it has room again costs more than all the rest: so
 * it is opened once more. Nothing else is: a file opened again would be written from its beginning.
 */
function openDescriptor(fd: number): TarOutput {
  const blocking = fstatSync(fd).isFIFO() ? reopen(fd) : undefined;
  return {
    fd: blocking ?? fd,
    finish: () => {},
    [Symbol.dispose]: () => {
      if (blocking !== undefined) closeSync(blocking);
    },
  };
}

function reopen(fd: number): number | undefined {
  try {
    return openSync(`/proc/self/fd/${fd}`, 'w');
  } catch {
    return undefined; // without /proc, or another user's pipe: slower, but it is written all the same
  }
}

/** The error of the system's as one that names the file; any other as it is. */
export function explainOutput(destination: TarDestination, cause: unknown): unknown {
  if (typeof destination === 'number' || !(cause instanceof Error) || !('errno' in cause)) return cause;
  const message = `The tar ${quoteRaw(destination)} cannot be written: ${messageOf(cause)}`;
  return new LayoverError('LAYOVER_COMMIT_TARGET', message, { cause, hint: hintOf(cause) });
}

function hintOf(cause: Error): string {
  if (hasErrno(cause, 'ENOSPC', 'EDQUOT', 'EFBIG'))
    return 'Make room there, or name another place; nothing was left behind.';
  return 'Name a file in a writable directory.';
}

/** All of it; a pipe is waited for. */
export function writeFully(fd: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSome(fd, bytes.subarray(at));
}

/** A pipe may be in non-blocking mode, and full. */
function writeSome(fd: number, bytes: Uint8Array): number {
  try {
    return writeSync(fd, bytes);
  } catch (error) {
    if (!hasErrno(error, 'EAGAIN')) throw error;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
    return 0;
  }
}

const RETRY_MS = 5;
