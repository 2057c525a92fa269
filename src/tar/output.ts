import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readSync, renameSync, unlinkSync, writeSync } from 'node:fs';
import { fsPath, type HostPath, quoteRaw } from '../base/bytes-path.js';
import { hasErrno, LayoverError, messageOf } from '../base/errors.js';
import { BLOCK_BYTES, paddingOf } from './header.js';

/** Where a tar goes: a file, which appears complete or not at all, or a descriptor, which stays the caller's. */
export type TarDestination = HostPath | number;

/** Runs `write` with the output, and makes what it wrote visible only if it succeeds. */
export function withTarOutput(destination: TarDestination, write: (output: TarOutput) => void): void {
  if (typeof destination === 'number') {
    const output = new TarOutput(destination);
    write(output);
    output.flush();
    return;
  }
  try {
    writeBeside(destination, write);
  } catch (cause) {
    if (!(cause instanceof Error) || !('errno' in cause)) throw cause;
    const message = `The tar ${quoteRaw(destination)} cannot be written: ${messageOf(cause)}`;
    throw new LayoverError('LAYOVER_COMMIT_TARGET', message, {
      cause,
      hint: 'Name a file in a writable directory.',
    });
  }
}

function writeBeside(destination: HostPath, write: (output: TarOutput) => void): void {
  const cut = destination.lastIndexOf('/') + 1;
  const temp = fsPath(`${destination.slice(0, cut)}.layover-${randomBytes(6).toString('hex')}` as HostPath);
  const fd = openSync(temp, 'wx', 0o644);
  try {
    writeWhole(fd, write);
    renameSync(temp, fsPath(destination));
  } catch (error) {
    unlinkSync(temp);
    throw error;
  }
}

function writeWhole(fd: number, write: (output: TarOutput) => void): void {
  try {
    const output = new TarOutput(fd);
    write(output);
    output.flush();
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

const BUFFER_BYTES = 1024 * 1024;

/** Gathers what is written into large pieces, in order. */
export class TarOutput {
  readonly #fd: number;
  readonly #buffer: Buffer = Buffer.allocUnsafe(BUFFER_BYTES);
  #used = 0;

  constructor(fd: number) {
    this.#fd = fd;
  }

  write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      if (this.#used === this.#buffer.length) this.flush();
      const taken = Math.min(bytes.length - at, this.#buffer.length - this.#used);
      this.#buffer.set(bytes.subarray(at, at + taken), this.#used);
      this.#used += taken;
      at += taken;
    }
  }

  /** Up to `length` bytes of `fd` from `offset`; the bytes taken, 0 at its end. */
  writeFrom(fd: number, { offset, length }: { offset: number; length: number }): number {
    if (this.#used === this.#buffer.length) this.flush();
    const room = Math.min(length, this.#buffer.length - this.#used);
    const read = readSync(fd, this.#buffer, this.#used, room, offset);
    this.#used += read;
    return read;
  }

  /** Zeros up to the next block after `size` bytes. */
  pad(size: number): void {
    this.write(Buffer.alloc(paddingOf(size)));
  }

  /** The two empty blocks that end an archive. */
  end(): void {
    this.write(Buffer.alloc(2 * BLOCK_BYTES));
  }

  flush(): void {
    for (let at = 0; at < this.#used; ) at += writeSome(this.#fd, this.#buffer.subarray(at, this.#used));
    this.#used = 0;
  }
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
