/**
 * Zstandard (RFC 8878), frame by frame: frames are found here, so that their windows are bounded before anything is
 * allocated, and what lies between and behind them is known; their blocks are unpacked by fzstd.
 */
import { Decompress } from 'fzstd';

/** The most that its reference program takes without being told to. */
const WINDOW_BYTES_MAX = 2 ** 27;
const FRAME_MAGIC = 0xfd2fb528;
const CHECKSUM_BYTES = 4;
const BLOCK_HEADER_BYTES = 3;
const RLE_BLOCK = 1;
const BLOCK_BYTES_MAX = 128 * 1024;
export async function* unpackZstd(bytes) {
  const input = new Input(bytes);
  while (await input.has(1)) {
    await input.need(8);
    const magic = input.peekNumber(0, 4);
    if (magic === FRAME_MAGIC) yield* unpackFrame(input);
    else if (magic >>> 4 === 0x184d2a5) await input.skip(8 + input.peekNumber(4, 4));
    else throw invalidZstd('something that is no frame lies between or behind its frames');
  }
}
async function* unpackFrame(input) {
  const { length, hasChecksum } = await checkFrameHeader(input);
  const pieces = [];
  const frame = new Decompress((piece) =>
    pieces.push(Buffer.from(piece.buffer, piece.byteOffset, piece.length)),
  );
  const push = (part, isLast) => {
    try {
      frame.push(part, isLast);
    } catch (cause) {
      throw invalidZstd(cause instanceof Error ? cause.message : 'it is damaged', cause);
    }
  };
  push(await input.take(length), false);
  for (let isLast = false; !isLast; ) {
    await input.need(BLOCK_HEADER_BYTES);
    const header = input.peekNumber(0, BLOCK_HEADER_BYTES);
    isLast = (header & 1) === 1;
    const size = header >>> 3;
    if (size > BLOCK_BYTES_MAX) throw invalidZstd(`a block of ${size} bytes is more than there can be`);
    const stored = ((header >>> 1) & 3) === RLE_BLOCK ? 1 : size;
    const tail = isLast && hasChecksum ? CHECKSUM_BYTES : 0;
    push(await input.take(BLOCK_HEADER_BYTES + stored + tail), isLast);
    for (const piece of pieces.splice(0)) if (piece.length > 0) yield piece;
  }
}
/** Its length, once it is known to ask for nothing out of measure. */
async function checkFrameHeader(input) {
  const flags = input.peekNumber(4, 1);
  const isSingle = (flags & 0x20) !== 0;
  const windowDescriptorBytes = isSingle ? 0 : 1;
  const dictionaryBytes = DICTIONARY_BYTES[flags & 3] ?? 0;
  const sizeBytes = SIZE_BYTES[flags >>> 6] ?? windowDescriptorBytes ^ 1;
  const length = 5 + windowDescriptorBytes + dictionaryBytes + sizeBytes;
  await input.need(length);
  if (input.peekNumber(5 + windowDescriptorBytes, dictionaryBytes) !== 0)
    throw invalidZstd('it needs a dictionary');
  const windowBytes = isSingle
    ? input.peekNumber(length - sizeBytes, sizeBytes) + (sizeBytes === 2 ? 256 : 0)
    : windowOf(input.peekNumber(5, 1));
  if (windowBytes > WINDOW_BYTES_MAX) {
    throw invalidZstd(`it wants a window of ${windowBytes} bytes, and ${WINDOW_BYTES_MAX} is the most`);
  }
  return { length, hasChecksum: (flags & 4) !== 0 };
}
const DICTIONARY_BYTES = [0, 1, 2, 4];
/** Of the content's size: none for the first kind, or one where that is the window as well. */
const SIZE_BYTES = [undefined, 2, 4, 8];
function windowOf(descriptor) {
  const base = 2 ** (10 + (descriptor >>> 3));
  return base + (base / 8) * (descriptor & 7);
}
function invalidZstd(problem, cause) {
  return Object.assign(new Error(problem, { cause }), { code: 'ERR_ZSTD' });
}
/** Bytes by the piece that is wanted, from pieces of any size. */
class Input {
  #bytes;
  #buffer = Buffer.alloc(0);
  constructor(bytes) {
    this.#bytes = bytes[Symbol.asyncIterator]();
  }
  /** Whether there are so many bytes still to come. */
  async has(count) {
    const pieces = [this.#buffer];
    let have = this.#buffer.length;
    while (have < count) {
      const { value, done } = await this.#bytes.next();
      if (done === true) break;
      pieces.push(value);
      have += value.length;
    }
    if (pieces.length > 1) this.#buffer = Buffer.concat(pieces);
    return have >= count;
  }
  async need(count) {
    if (!(await this.has(count))) throw invalidZstd('it ends early');
  }
  async take(count) {
    await this.need(count);
    const taken = this.#buffer.subarray(0, count);
    this.#buffer = this.#buffer.subarray(count);
    return taken;
  }
  /** Without holding all of it. */
  async skip(count) {
    for (let left = count; left > 0; ) {
      await this.need(1);
      left -= (await this.take(Math.min(left, this.#buffer.length))).length;
    }
  }
  /** Little-endian, of bytes that are there. */
  peekNumber(at, length) {
    let value = 0;
    for (let index = length - 1; index >= 0; index -= 1)
      value = value * 256 + (this.#buffer[at + index] ?? 0);
    return value;
  }
}
//# sourceMappingURL=zstd.js.map
