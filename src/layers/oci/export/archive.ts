/**
 * An image as one tar: an OCI layout (image-spec image-layout.md), to which `docker load` needs two files more. Since
 * Docker 25 that is the form of `docker save`; older ones find the same blobs by way of `manifest.json`.
 */
import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync } from 'node:fs';
import { fsPath, type HostPath, type RawPath } from '../../../base/bytes-path.js';
import { LayoverError } from '../../../base/errors.js';
import { encodeObject, type TarObject } from '../../../tar/member.js';
import { PieceBuffer, type Pieces } from '../../../tar/pieces.js';
import type { Digest, DockerImage } from '../documents.js';
import { type BlobOptions, type LayerBlob, tarOf } from './blobs.js';
import { encodeDocument, type Image } from './image.js';
import { EMPTY_INDEX, LAYOUT_MARK, withTag } from './layout.js';

export interface ArchiveOptions {
  readonly image: Image;
  /** Of each layer. */
  readonly blobs: readonly LayerBlob[];
  readonly tag: string;
  /** For `docker load`: the names the image gets, none for an image without one. */
  readonly docker?: { readonly repoTags: readonly string[] } | undefined;
  /** The time of every member, in nanoseconds. */
  readonly mtimeNs: bigint;
  /** How layers that were not written yet are. */
  readonly blobOptions: BlobOptions;
}

/** The bytes of the archive: the same image gives the same. */
export function* archiveTar(options: ArchiveOptions): Pieces {
  const { image, blobs, tag } = options;
  const out = new PieceBuffer();
  const dress = { out, mtimeNs: options.mtimeNs };
  yield* writeDirectory(dress, 'blobs');
  yield* writeDirectory(dress, 'blobs/sha256');
  const written = new Set<Digest>();
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

interface Dress {
  readonly out: PieceBuffer;
  readonly mtimeNs: bigint;
}

function* writeDockerFiles(dress: Dress, { image, blobs, docker }: ArchiveOptions): Pieces {
  const { repoTags = [] } = docker ?? {};
  const layers = blobs.map(({ packed }) => packed.digest);
  const images: DockerImage[] = [
    { Config: blobName(image.config.descriptor.digest), RepoTags: repoTags, Layers: layers.map(blobName) },
  ];
  yield* writeFile(dress, 'manifest.json', Buffer.from(JSON.stringify(images)));
  const top = layers.at(-1);
  if (repoTags.length === 0 || top === undefined) return;
  yield* writeFile(dress, 'repositories', Buffer.from(JSON.stringify(repositoriesOf(repoTags, top))));
}

/** Repository, tag, topmost layer: what Docker read before 1.10. */
function repositoriesOf(repoTags: readonly string[], top: Digest): Record<string, Record<string, string>> {
  const repositories: Record<string, Record<string, string>> = {};
  for (const name of repoTags) {
    const cut = name.lastIndexOf(':');
    const repository = name.slice(0, cut);
    repositories[repository] = { ...repositories[repository], [name.slice(cut + 1)]: hexOf(top) };
  }
  return repositories;
}

function* writeLayer(dress: Dress, { packed, source }: LayerBlob, options: BlobOptions): Pieces {
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

function* copyFile(out: PieceBuffer, path: HostPath): Pieces {
  const fd = openSync(fsPath(path), 'r');
  try {
    yield* out.read(fd, fstatSync(fd).size);
  } finally {
    closeSync(fd);
  }
}

function requireDigest(was: Digest, is: Digest): void {
  if (was === is) return;
  const message = `A layer changed in the store: its tar was ${was}, and is ${is}`;
  throw new LayoverError('LAYOVER_LAYER_DAMAGED', message, { hint: 'See `layover layer verify`.' });
}

function* writeDirectory({ out, mtimeNs }: Dress, path: string): Pieces {
  yield* out.write(
    encodeObject(path as RawPath, { ...PLAIN, type: 'directory', mode: 0o755, size: 0, mtimeNs }),
  );
}

function* writeFile(dress: Dress, path: string, bytes: Uint8Array): Pieces {
  yield* dress.out.write(headerOf(dress, path, bytes.length));
  yield* dress.out.write(bytes);
  yield* dress.out.pad(bytes.length);
}

function headerOf({ mtimeNs }: Dress, path: string, size: number): Buffer {
  return encodeObject(path as RawPath, { ...PLAIN, type: 'file', mode: 0o644, size, mtimeNs });
}

const PLAIN: Pick<TarObject, 'uid' | 'gid' | 'xattrs'> = { uid: 0, gid: 0, xattrs: [] };

function blobName(digest: Digest): string {
  return `blobs/sha256/${hexOf(digest)}`;
}

function hexOf(digest: Digest): string {
  return digest.slice('sha256:'.length);
}
