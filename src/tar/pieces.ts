import { readSync } from 'node:fs';
import { BLOCK_BYTES, paddingOf } from './header.js';

/** Larger ones are slower: ext4 takes larger folios for them, for which free memory is seldom at hand. */
const PIECE_BYTES = 128 * 1024;

/** A tar, or any other bytes, in pieces to be used in their order; each is only good until the next is asked for. */
export type Pieces = Generator<Uint8Array, void, undefined>;

/** Gathers a tar in the making into large pieces. */
export class PieceBuffer {
  readonly #buffer: Buffer = Buffer.allocUnsafe(PIECE_BYTES);
  #used = 0;

  *write(bytes: Uint8Array): Pieces {
    for (let at = 0; at < bytes.length; ) {
      if (this.#used === PIECE_BYTES) yield this.#take();
      const taken = Math.min(bytes.length - at, PIECE_BYTES - this.#used);
      this.#buffer.set(bytes.subarray(at, at + taken), this.#used);
      this.#used += taken;
      at += taken;
    }
  }

  /** The first `size` bytes of an open file; returns how many there were. */
  *read(fd: number, size: number, check?: () => void): Generator<Uint8Array, number, undefined> {
    for (let at = 0; at < size; ) {
      check?.();
      if (this.#used === PIECE_BYTES) yield this.#take();
      const room = Math.min(size - at, PIECE_BYTES - this.#used);
      const read = readSync(fd, this.#buffer, this.#used, room, at);
      if (read === 0) return at;
      this.#used += read;
      at += read;
    }
    return size;
  }

  /** Zeros up to the next block after `size` bytes. */
  *pad(size: number): Pieces {
    yield* this.write(ZEROS.subarray(0, paddingOf(size)));
  }

  /** The two empty blocks that end an archive, and what is left. */
  *end(): Pieces {
    yield* this.write(ZEROS);
    if (this.#used > 0) yield this.#take();
  }

  #take(): Uint8Array {
    const piece = this.#buffer.subarray(0, this.#used);
    this.#used = 0;
    return piece;
  }
}

const ZEROS = new Uint8Array(2 * BLOCK_BYTES);
