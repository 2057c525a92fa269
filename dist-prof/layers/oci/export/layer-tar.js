/**
 * The tar of one layer (OCI image-spec layer.md). The same entries give the same bytes: the order is that of the
 * paths' bytes, a directory's deletions follow it at once, ids are numbers, and nothing of this machine or of now goes in.
 */
import { quoteRaw, splitRaw } from '../../../base/bytes-path.js';
import { LayoverError } from '../../../base/errors.js';
import { syscalls } from '../../../native/syscalls.js';
import { encodeLink, encodeObject, encodeOpaque, encodeWhiteout } from '../../../tar/member.js';
import { PieceBuffer } from '../../../tar/pieces.js';
import { exportXattrs } from '../../../tar/xattrs.js';
import { HoleAllowance } from '../../../tree/holes.js';
import { Sources, sourceChanged } from '../../../tree/sources.js';
/** The bytes of the tar. Files are read as they come; one that is not as long as it was is LAYOVER_TREE_CHANGED. */
export function* layerTar(entries, options = {}) {
  const deleted = deletionsByDirectory(entries);
  const out = new PieceBuffer();
  const sources = new Sources();
  const holes = new HoleAllowance();
  try {
    for (const entry of entries) {
      options.check?.();
      yield* writeOne({ out, sources, holes, options }, entry);
      if (isDirectory(entry)) {
        for (const path of deleted.get(entry.path) ?? []) yield* out.write(encodeWhiteout(path));
      }
      options.onEntry?.();
    }
    yield* out.end();
  } finally {
    sources.close();
  }
}
/** Before the other entries of their directory, so that no reader takes one to delete what the layer itself has. */
function deletionsByDirectory(entries) {
  const deletions = new Map();
  for (const { kind, path } of entries) {
    if (kind !== 'deleted') continue;
    const { parent } = splitRaw(path);
    const paths = deletions.get(parent);
    if (paths) paths.push(path);
    else deletions.set(parent, [path]);
  }
  return deletions;
}
function* writeOne(tar, one) {
  if (one.kind === 'deleted' || one.entry.type === 'socket') return;
  const { out, options } = tar;
  const { path } = one;
  const object = dress(one.entry, options);
  if (one.kind === 'link') return yield* out.write(encodeLink(path, object, one.to));
  yield* out.write(encodeObject(path, object));
  if (one.isOpaque) yield* out.write(encodeOpaque(path));
  if (object.type === 'file' && object.size > 0) yield* writeContent(tar, path, object);
}
function dress(entry, { latestNs }) {
  const { xattrs } = exportXattrs(entry.xattrs);
  const mtimeNs = latestNs !== undefined && entry.mtimeNs > latestNs ? latestNs : entry.mtimeNs;
  return { ...entry, xattrs, mtimeNs };
}
function* writeContent({ out, sources, holes, options }, path, entry) {
  try {
    const fd = sources.open(entry);
    try {
      holes.require(path, syscalls.stat(fd, ''));
      const read = yield* out.read(fd, entry.size, options.check);
      if (read < entry.size) throw sourceChanged(entry, `it ends at ${read} of ${entry.size} bytes`);
    } finally {
      syscalls.close(fd);
    }
  } catch (cause) {
    throw explainRead(path, cause);
  }
  yield* out.pad(entry.size);
}
// Whoever takes the pieces does not throw in here: what is caught is about the file.
function explainRead(path, cause) {
  const isOfFile = cause instanceof Error && ('errno' in cause || isTreeChanged(cause));
  if (!isOfFile) return cause;
  const message = `${quoteRaw(path)} cannot be exported as it was stored: ${cause.message}`;
  return new LayoverError('LAYOVER_TREE_CHANGED', message, {
    cause,
    hint: 'Nothing may change a stored layer or a lower; see `layover layer verify`.',
  });
}
function isTreeChanged(cause) {
  return cause instanceof LayoverError && cause.code === 'LAYOVER_TREE_CHANGED';
}
function isDirectory(entry) {
  return entry.kind === 'object' && entry.entry.type === 'directory';
}
//# sourceMappingURL=layer-tar.js.map
