/** One layer from its tar: unpacked into staging, everything about it verified, not visible yet. */
import { LayoverError } from '../../../base/errors.js';
import { TarReader } from '../../../tar/reader.js';
import { Sources } from '../../../tree/sources.js';
import type { LayerEntry } from '../../manifest.js';
import type { ChainLink } from '../../record.js';
import { type StagedLayer, sealStaging } from '../../stage.js';
import { Staging } from '../../staging.js';
import { TreeWriter } from '../../tree-writer.js';
import type { Digest } from '../documents.js';
import type { Bytes, Region } from './bytes.js';
import type { ImportContext } from './context.js';
import { Extractor } from './extract.js';
import { finishLayer } from './finish.js';
import { LowerCopies } from './lower-copies.js';
import type { LowerView } from './lower-view.js';
import { openPlainTar, type PackedLayer, type PlainTar } from './plain-tar.js';
import { openPlainTarInThread, THREAD_BYTES_MIN } from './unpack-thread.js';

/** A plain tar as it comes, or a part of a file, packed or not, whose bytes are vouched for. */
export type TarSource =
  | { readonly bytes: Bytes }
  | { readonly region: Region; readonly onRead: (bytes: number) => void };

export interface TarLayer {
  /** Names it in errors: `Layer 2 of 3`. */
  readonly what: string;
  readonly source: TarSource;
  /** What its bytes have to be, as they lie there. */
  readonly blob?: { readonly digest: Digest; readonly size: number } | undefined;
  /** What the plain tar in them has to be. */
  readonly diffId?: Digest | undefined;
  readonly createdBy?: string | undefined;
  /** The topmost first. */
  readonly below: readonly ChainLink[];
  /** What lies below shows; undefined where that is not known. */
  readonly view?: LowerView | undefined;
  /** Nothing comes on top of it, so the view need not have it. */
  readonly isTopmost?: boolean | undefined;
}

/** The caller disposes of the staging. Nothing is left of it where this fails. */
export async function stageTar(layer: TarLayer, context: ImportContext): Promise<StagedLayer> {
  const staging = new Staging(context.store);
  try {
    return await fill(staging, layer, context);
  } catch (error) {
    staging[Symbol.dispose]();
    throw named(error, layer.what);
  }
}

async function fill(staging: Staging, layer: TarLayer, context: ImportContext): Promise<StagedLayer> {
  const { check, style, sharing } = context;
  const { view, below, createdBy } = layer;
  using writer = new TreeWriter(staging.tree, { style, check });
  const sources = new Sources();
  try {
    const lower = new LowerCopies(view, { writer, sources, budget: context.budget });
    using extractor = new Extractor({ ...context, writer, lower });
    await readAll(extractor, layer, context);
    const onFiles = (entries: readonly LayerEntry[]): void => sharing.share(staging, entries, check);
    const entries = finishLayer(extractor.tree, { writer, view, onFiles, check });
    if (layer.isTopmost !== true) {
      view?.add(entries, staging.tree);
      sharing.add(staging.tree, entries);
    }
    return sealStaging(staging, entries, { below, createdBy, marks: style });
  } finally {
    sources.close();
  }
}

async function readAll(
  extractor: Extractor,
  layer: TarLayer,
  { budget, check }: ImportContext,
): Promise<void> {
  const { what, source, blob, diffId } = layer;
  const { limits } = budget;
  const reader = new TarReader(extractor, {
    headerBytesMax: limits.headerBytes,
    mayLackEnd: diffId !== undefined,
  });
  const tar: { bytes: Bytes } & Partial<PlainTar> =
    'bytes' in source ? source : openSource(source, { what, limits });
  for await (const piece of tar.bytes) {
    check();
    reader.push(piece);
  }
  reader.finish();
  if (tar.digests === undefined) return;
  const { packed, plain } = tar.digests();
  if (blob !== undefined) requireSame('its bytes', { seen: packed, wanted: blob.digest });
  if (diffId !== undefined) requireSame('its plain tar (DiffID)', { seen: plain, wanted: diffId });
}

function openSource(
  { region, onRead }: Extract<TarSource, { region: Region }>,
  about: Omit<PackedLayer, 'region'>,
): PlainTar {
  const open = region.size < THREAD_BYTES_MIN ? openPlainTar : openPlainTarInThread;
  const { fd, offset, size } = region;
  return open({ ...about, region: { fd, offset, size } }, onRead);
}

function requireSame(what: string, { seen, wanted }: { seen: string; wanted: string }): void {
  if (seen === wanted) return;
  const message = `${what} should have the digest ${wanted}, and have ${seen}`;
  throw new LayoverError('LAYOVER_IMAGE_INVALID', message, {
    hint: 'It was damaged or changed: get it once more.',
  });
}

function named(error: unknown, what: string): unknown {
  if (!(error instanceof LayoverError) || what === '' || error.code === 'LAYOVER_CANCELED') return error;
  return new LayoverError(error.code, `${what}: ${error.message}`, { hint: error.hint, cause: error });
}
