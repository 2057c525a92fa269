/** Streams of bytes: from files, checked and counted on their way. */
import { createHash } from 'node:crypto';
import { read as readCallback } from 'node:fs';
import { promisify } from 'node:util';
import { LayoverError } from '../../../base/errors.js';

const read = promisify(readCallback);
/** Of a piece as it is read. */
export const CHUNK_BYTES = 512 * 1024;
/** The bytes of a part of a file; one piece ahead is being read already. A file that ends too early is an error. */
export async function* readRegion({ fd, offset, size }) {
  const next = (at) => readPiece(fd, at + offset, Math.min(CHUNK_BYTES, size - at));
  let ahead = next(0);
  // Nobody may be waiting when it fails.
  ahead.catch(() => undefined);
  for (let at = 0; at < size; ) {
    const piece = await ahead;
    if (piece.length === 0)
      throw new LayoverError('LAYOVER_TREE_CHANGED', 'The source ended while it was read');
    at += piece.length;
    ahead = next(at);
    ahead.catch(() => undefined);
    yield piece;
  }
}
async function readPiece(fd, position, length) {
  if (length <= 0) return Buffer.alloc(0);
  const buffer = Buffer.allocUnsafe(length);
  const { bytesRead } = await read(fd, buffer, 0, length, position);
  return buffer.subarray(0, bytesRead);
}
/** What has gone by so far. */
export class Meter {
  #bytes = 0;
  #hash = createHash('sha256');
  get bytes() {
    return this.#bytes;
  }
  /** `sha256:<hex>`; to be asked once, at the end. */
  digest() {
    return `sha256:${this.#hash.digest('hex')}`;
  }
  async *measure(bytes) {
    for await (const piece of bytes) {
      this.#bytes += piece.length;
      this.#hash.update(piece);
      yield piece;
    }
  }
}
/** The first `length` bytes, or fewer where there are no more, and all of them once more. */
export async function peek(bytes, length) {
  const iterator = bytes[Symbol.asyncIterator]();
  const pieces = [];
  let have = 0;
  while (have < length) {
    const { value, done } = await iterator.next();
    if (done === true) break;
    pieces.push(value);
    have += value.length;
  }
  return { head: Buffer.concat(pieces), bytes: again(pieces, iterator) };
}
function again(pieces, rest) {
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
//# sourceMappingURL=bytes.js.map
