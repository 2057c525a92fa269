/**
 * Unpacking in this process: what others made is never handed to a program found on the machine. gzip is Node's own;
 * Node 20 has no zstd, so that is fzstd, plain JavaScript, which hostile bytes can make fail but not misbehave.
 */
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { LayoverError, messageOf } from '../../../base/errors.js';
import { CHUNK_BYTES, peek } from './bytes.js';
import { overLimit } from './limits.js';
import { unpackZstd } from './zstd.js';

/** Named where it is known, and not taken. */
const OTHERS = [
  ['xz', 'fd377a585a00'],
  ['bzip2', '425a68'],
  ['lzip', '4c5a4950'],
  ['compress', '1f9d'],
  ['lz4', '04224d18'],
];
const ZSTD_MAGIC = '28b52ffd';
const ZSTD_SKIPPABLE = /^5[0-9a-f]2a4d18/;
/** How bytes are packed, by how they begin. */
export function compressionByContent(head, what) {
  const hex = head.toString('hex', 0, 8);
  if (hex.startsWith('1f8b')) return 'gzip';
  if (hex.startsWith(ZSTD_MAGIC) || ZSTD_SKIPPABLE.test(hex)) return 'zstd';
  const other = OTHERS.find(([, magic]) => hex.startsWith(magic))?.[0];
  if (other === undefined) return 'none';
  throw new LayoverError('LAYOVER_IMAGE_INVALID', `${what} is packed with ${other}, which is not taken`, {
    hint: 'Unpack it first, or pack it with gzip or zstd.',
  });
}
/** Plain bytes from plain or packed ones. Their growth is limited as they come. */
export async function* unpack(packed, { what, limits }) {
  const { head, bytes } = await peek(packed, 8);
  const compression = compressionByContent(head, what);
  if (compression === 'none') {
    yield* bytes;
    return;
  }
  const growth = new Growth(what, limits);
  const counted = growth.countIn(bytes);
  try {
    yield* growth.countOut(compression === 'gzip' ? gunzip(counted) : unpackZstd(counted));
  } catch (cause) {
    throw explainUnpack(cause, `${what} cannot be unpacked (${compression})`);
  }
}
class Growth {
  #what;
  #limits;
  #in = 0;
  #out = 0;
  constructor(what, limits) {
    this.#what = what;
    this.#limits = limits;
  }
  async *countIn(bytes) {
    for await (const piece of bytes) {
      this.#in += piece.length;
      yield piece;
    }
  }
  async *countOut(bytes) {
    for await (const piece of bytes) {
      this.#out += piece.length;
      const ratio = Math.ceil(this.#out / this.#in);
      if (this.#out > this.#limits.ratioFromBytes && ratio > this.#limits.ratio) {
        const sizes = `${this.#in} bytes of ${this.#what} became ${this.#out}`;
        throw overLimit(this.#limits, 'ratio', `${sizes}, ${ratio} times as many`);
      }
      yield piece;
    }
  }
}
/** Members one after another, and zeros behind them, are read; anything else behind them is an error. */
async function* gunzip(bytes) {
  const inflater = createGunzip({ chunkSize: CHUNK_BYTES });
  // An error of either side ends the other, and comes out of the loop.
  pipeline(Readable.from(bytes), inflater, () => undefined);
  for await (const piece of inflater) yield piece;
}
function explainUnpack(cause, what) {
  if (cause instanceof LayoverError) return cause;
  const isData = cause instanceof Error && /^Z_|^ERR_ZSTD/.test(String(cause.code));
  if (!isData) return cause;
  return new LayoverError('LAYOVER_IMAGE_INVALID', `${what}: ${messageOf(cause)}`, { cause });
}
//# sourceMappingURL=decompress.js.map
