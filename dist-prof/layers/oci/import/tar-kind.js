import { BLOCK_BYTES, paddingOf } from '../../../tar/header.js';
import { hasChecksum, isEmptyBlock, parseHeader } from '../../../tar/parse-header.js';

// What archives of images have at their top: those of `docker save`, new and old, OCI layouts, and go-containerregistry's.
const ARCHIVE_NAMES =
  /^(blobs|oci-layout|index\.json|manifest\.json|repositories|(sha256:)?[0-9a-f]{64}(\.json|\.tar|\.tar\.gz)?)$/;
/** How much of a tar is enough to tell. */
export const HEAD_BYTES = 64 * 1024;
/**
 * Whether a tar that begins like this may be the archive of an image, by the names of its first members. One that may
 * be is looked at as a whole; it still can be a layer.
 */
export function mayBeArchive(head) {
  for (let at = 0; at + BLOCK_BYTES <= head.length; ) {
    const block = head.subarray(at, at + BLOCK_BYTES);
    if (isEmptyBlock(block) || !hasChecksum(block)) return false;
    const { path, size } = parseHeader(block, `at byte ${at}`);
    if (isArchiveName(path)) return true;
    at += BLOCK_BYTES + size + paddingOf(size);
  }
  return false;
}
function isArchiveName(path) {
  const [first] = path.split('/').filter((name) => name !== '' && name !== '.');
  return first !== undefined && ARCHIVE_NAMES.test(first);
}
//# sourceMappingURL=tar-kind.js.map
