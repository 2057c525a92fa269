/** From a layer's tar to the blob it goes out as, with the digests of both. */
import { createHash } from 'node:crypto';
import { hasErrno } from '../../../base/errors.js';
import { writeFully } from '../../../tar/output.js';
import { startGzip, startZstd } from './compressor.js';
/**
 * Compresses pieces into an open file. The same pieces give the same bytes, for as long as zlib (or the program zstd)
 * is of the same version; they unpack to the same under any.
 */
export async function packInto(fd, pieces, compression) {
  if (compression === 'none') return hashPieces(pieces, (piece) => writeFully(fd, piece));
  const compressor = compression === 'gzip' ? startGzip() : startZstd();
  const [tar, blob] = [new CountingHash(), new CountingHash()];
  const write = (chunk) => {
    if (compression === 'gzip' && blob.size === 0) neutralizeGzipHeader(chunk);
    blob.update(chunk);
    writeFully(fd, chunk);
  };
  await runThrough(compressor, hashing(pieces, tar), write);
  return { diffId: tar.digest(), digest: blob.digest(), size: blob.size };
}
/** The digest and size of what is not compressed, and not written anywhere. */
export function measurePieces(pieces) {
  return hashPieces(pieces, () => undefined);
}
function hashPieces(pieces, use) {
  const blob = new CountingHash();
  for (const piece of hashing(pieces, blob)) use(piece);
  const digest = blob.digest();
  return { diffId: digest, digest, size: blob.size };
}
function* hashing(pieces, hash) {
  for (const piece of pieces) {
    hash.update(piece);
    yield piece;
  }
}
/** Byte 9 names the system it was made on; 255 is "unknown". Time and name are not set (RFC 1952). */
function neutralizeGzipHeader(chunk) {
  chunk[9] = 0xff;
}
/** Whatever fails first is what is thrown; nothing goes on behind the caller's back then. */
async function runThrough({ input, output, done, close }, pieces, write) {
  const work = [feed(input, pieces), drain(output, write), done];
  try {
    await Promise.all(work);
  } catch (error) {
    close();
    await Promise.allSettled(work);
    // A compressor that is gone breaks the pipe to it: why it went says more.
    if (hasErrno(error, 'EPIPE', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_PREMATURE_CLOSE')) await done;
    throw error;
  }
}
async function feed(input, pieces) {
  for (const piece of pieces) {
    // The piece is only good until the next, and a stream keeps what it is given until it is through with it.
    await new Promise((resolve, reject) => {
      input.once('error', reject);
      input.write(piece, (error) => {
        input.off('error', reject);
        if (error) reject(error);
        else resolve();
      });
    });
  }
  input.end();
}
async function drain(output, write) {
  for await (const chunk of output) write(chunk);
}
class CountingHash {
  #hash = createHash('sha256');
  size = 0;
  update(bytes) {
    this.#hash.update(bytes);
    this.size += bytes.length;
  }
  digest() {
    return `sha256:${this.#hash.digest('hex')}`;
  }
}
//# sourceMappingURL=pack.js.map
