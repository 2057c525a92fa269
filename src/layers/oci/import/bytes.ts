/** Streams of bytes: from files, checked and counted on their way. */
import { createHash } from 'node:crypto';
import { readSync } from 'node:fs';
import { LayoverError } from '../../../base/errors.js';

/** Each piece is the consumer's to keep. */
export type Bytes = AsyncIterable<Buffer>;

/** Of a piece as it is read. */
export const CHUNK_BYTES: number = 256 * 1024;

/** A part of an open file. */
export interface Region {
  readonly fd: number;
  readonly offset: number;
  readonly size: number;
}

/** The bytes of a part of a file. A file that ends too early is an error. */
export async function* readRegion({ fd, offset, size }: Region): AsyncGenerator<Buffer> {
  for (let at = 0; at < size; ) {
    // At once: for what lies in memory already, handing it to another thread takes longer than reading it.
    const buffer = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, size - at));
    const count = readSync(fd, buffer, 0, buffer.length, offset + at);
    if (count === 0) throw new LayoverError('LAYOVER_TREE_CHANGED', 'The source ended while it was read');
    at += count;
    yield buffer.subarray(0, count);
  }
}

/** What has gone by so far. */
export class Meter {
  readonly #hash = createHash('sha256');
  readonly #onPiece: ((bytes: number) => void) | undefined;

  constructor(onPiece?: (bytes: number) => void) {
    this.#onPiece = onPiece;
  }

  /** `sha256:<hex>`; to be asked once, at the end. */
  digest(): `sha256:${string}` {
    return `sha256:${this.#hash.digest('hex')}`;
  }

  async *measure(bytes: Bytes): AsyncGenerator<Buffer> {
    for await (const piece of bytes) {
      this.#onPiece?.(piece.length);
      this.#hash.update(piece);
      yield piece;
    }
  }
}

/** The first `length` bytes, or fewer where there are no more, and all of them once more. */
export async function peek(
  bytes: Bytes,
  length: number,
): Promise<{ head: Buffer; bytes: AsyncIterableIterator<Buffer> }> {
  const iterator = bytes[Symbol.asyncIterator]();
  const pieces: Buffer[] = [];
  let have = 0;
  while (have < length) {
    const { value, done } = await iterator.next();
    if (done === true) break;
    pieces.push(value);
    have += value.length;
  }
  return { head: Buffer.concat(pieces), bytes: again(pieces, iterator) };
}

function again(pieces: Buffer[], rest: AsyncIterator<Buffer>): AsyncIterableIterator<Buffer> {
  return {
    next: async () => {
      const value = pieces.shift();
      return value === undefined ? await rest.next() : { value, done: false };
    },
    return: async () => (await rest.return?.()) ?? { value: undefined, done: true },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
