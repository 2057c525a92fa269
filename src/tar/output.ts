import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, unlinkSync, writeSync } from 'node:fs';
import { fsPath, type HostPath, quoteRaw } from '../base/bytes-path.js';
import { hasErrno, LayoverError, messageOf } from '../base/errors.js';

/** Where a tar goes: a file, which appears complete or not at all, or a descriptor, which stays the caller's. */
export type TarDestination = HostPath | number;

/** Writes all pieces; what goes to a file is on the disk before it has its name, in the place of what had it. */
export function writePieces(destination: TarDestination, pieces: Iterable<Uint8Array>): void {
  if (typeof destination === 'number') {
    for (const piece of pieces) writeFully(destination, piece);
    return;
  }
  try {
    writeBeside(destination, pieces);
  } catch (cause) {
    if (!(cause instanceof Error) || !('errno' in cause)) throw cause;
    const message = `The tar ${quoteRaw(destination)} cannot be written: ${messageOf(cause)}`;
    throw new LayoverError('LAYOVER_COMMIT_TARGET', message, {
      cause,
      hint: hintOf(cause),
    });
  }
}

function hintOf(cause: Error): string {
  if (hasErrno(cause, 'ENOSPC', 'EDQUOT')) return 'Make room there; nothing was left behind.';
  return 'Name a file in a writable directory.';
}

function writeBeside(destination: HostPath, pieces: Iterable<Uint8Array>): void {
  const cut = destination.lastIndexOf('/') + 1;
  const temp = fsPath(`${destination.slice(0, cut)}.layover-${randomBytes(6).toString('hex')}` as HostPath);
  const fd = openSync(temp, 'wx', 0o644);
  try {
    writeWhole(fd, pieces);
    renameSync(temp, fsPath(destination));
  } catch (error) {
    unlinkSync(temp);
    throw error;
  }
}

function writeWhole(fd: number, pieces: Iterable<Uint8Array>): void {
  try {
    for (const piece of pieces) writeFully(fd, piece);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
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
