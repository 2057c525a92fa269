/**
 * An image as one tar: an OCI layout (image-spec image-layout.md), to which `docker load` needs two files more. Since
 * Docker 25 that is the form of `docker save`; older ones find the same blobs by way of `manifest.json`.
 */
import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync } from 'node:fs';
import { fsPath } from '../../../base/bytes-path.js';
import { LayoverError } from '../../../base/errors.js';
import { encodeObject } from '../../../tar/member.js';
import { PieceBuffer } from '../../../tar/pieces.js';
import { tarOf } from './blobs.js';
import { encodeDocument } from './image.js';
import { EMPTY_INDEX, LAYOUT_MARK, withTag } from './layout.js';
/** The bytes of the archive: the same image gives the same. */
export function* archiveTar(options) {
  const { image, blobs, tag } = options;
  const out = new PieceBuffer();
  const dress = { out, mtimeNs: options.mtimeNs };
  yield* writeDirectory(dress, 'blobs');
  yield* writeDirectory(dress, 'blobs/sha256');
  const written = new Set();
  for (const blob of blobs) {
    const { digest } = blob.packed;
    if (!written.has(digest)) yield* writeLayer(dress, blob, options.blobOptions);
    written.add(digest);
  }
  for (const { bytes, descriptor } of [image.config, image.manifest]) {
    yield* writeFile(dress, blobName(descriptor.digest), bytes);
  }
  yield* writeFile(dress, 'index.json', encodeDocument(withTag(EMPTY_INDEX, image.manifest.descriptor, tag)));
  if (options.docker) yield* writeDockerFiles(dress, options);
  yield* writeFile(dress, 'oci-layout', LAYOUT_MARK);
  yield* out.end();
}
function* writeDockerFiles(dress, { image, blobs, docker }) {
  const { repoTags = [] } = docker ?? {};
  const layers = blobs.map(({ packed }) => packed.digest);
  const images = [
    { Config: blobName(image.config.descriptor.digest), RepoTags: repoTags, Layers: layers.map(blobName) },
  ];
  yield* writeFile(dress, 'manifest.json', Buffer.from(JSON.stringify(images)));
  const top = layers.at(-1);
  if (repoTags.length === 0 || top === undefined) return;
  yield* writeFile(dress, 'repositories', Buffer.from(JSON.stringify(repositoriesOf(repoTags, top))));
}
/** Repository, tag, topmost layer: what Docker read before 1.10. */
function repositoriesOf(repoTags, top) {
  const repositories = {};
  for (const name of repoTags) {
    const cut = name.lastIndexOf(':');
    const repository = name.slice(0, cut);
    repositories[repository] = { ...repositories[repository], [name.slice(cut + 1)]: hexOf(top) };
  }
  return repositories;
}
function* writeLayer(dress, { packed, source }, options) {
  const { out } = dress;
  yield* out.write(headerOf(dress, blobName(packed.digest), packed.size));
  if (source.kind === 'file') yield* copyFile(out, source.path);
  if (source.kind === 'layer') {
    const hash = createHash('sha256');
    for (const piece of tarOf(source.plan, options)) {
      hash.update(piece);
      yield* out.write(piece);
    }
    requireDigest(packed.digest, `sha256:${hash.digest('hex')}`);
  }
  yield* out.pad(packed.size);
}
function* copyFile(out, path) {
  const fd = openSync(fsPath(path), 'r');
  try {
    yield* out.read(fd, fstatSync(fd).size);
  } finally {
    closeSync(fd);
  }
}
function requireDigest(was, is) {
  if (was === is) return;
  const message = `A layer changed in the store: its tar was ${was}, and is ${is}`;
  throw new LayoverError('LAYOVER_LAYER_DAMAGED', message, { hint: 'See `layover layer verify`.' });
}
function* writeDirectory({ out, mtimeNs }, path) {
  yield* out.write(encodeObject(path, { ...PLAIN, type: 'directory', mode: 0o755, size: 0, mtimeNs }));
}
function* writeFile(dress, path, bytes) {
  yield* dress.out.write(headerOf(dress, path, bytes.length));
  yield* dress.out.write(bytes);
  yield* dress.out.pad(bytes.length);
}
function headerOf({ mtimeNs }, path, size) {
  return encodeObject(path, { ...PLAIN, type: 'file', mode: 0o644, size, mtimeNs });
}
const PLAIN = { uid: 0, gid: 0, xattrs: [] };
function blobName(digest) {
  return `blobs/sha256/${hexOf(digest)}`;
}
function hexOf(digest) {
  return digest.slice('sha256:'.length);
}
//# sourceMappingURL=archive.js.map
