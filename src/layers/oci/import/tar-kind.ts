import type { RawPath } from '../../../base/bytes-path.js';
import { BLOCK_BYTES, paddingOf } from '../../../tar/header.js';
import { hasChecksum, isEmptyBlock, parseHeader } from '../../../tar/parse-header.js';

// What the top of an image's archive consists of: those of `docker save`, new and old, and OCI layouts.
const ARCHIVE_NAMES =
  /^(blobs|oci-layout|index\.json|manifest\.json|repositories|[0-9a-f]{64}(\.json|\.tar)?|[0-9a-f]{64}\.tar\.gz)$/;

/** How much of a tar is enough to tell. */
export const HEAD_BYTES: number = 64 * 1024;

/**
 * Whether a tar that begins like this may be the archive of an image; if not, it is a layer. Decided by the names of
 * its first members: an image's has nothing else at its top.
 */
export function mayBeArchive(head: Buffer): boolean {
  for (let at = 0; at + BLOCK_BYTES <= head.length; ) {
    const block = head.subarray(at, at + BLOCK_BYTES);
    if (isEmptyBlock(block)) return at > 0;
    if (!hasChecksum(block)) return false;
    const { path, size, flag } = parseHeader(block, `at byte ${at}`);
    if (!['g', 'x'].includes(flag) && !isArchiveName(path)) return false;
    at += BLOCK_BYTES + size + paddingOf(size);
  }
  return true;
}

function isArchiveName(path: RawPath): boolean {
  const [first] = path.split('/').filter((name) => name !== '' && name !== '.');
  return first !== undefined && ARCHIVE_NAMES.test(first);
}
