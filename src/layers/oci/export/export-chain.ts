/**
 * A chain of layers on its way out: as an image in an OCI layout, as an archive, or as the plain tar of a layer.
 * The documents and the tars are the same bytes for the same chain, wherever and whenever they are made.
 */
import type { HostPath } from '../../../base/bytes-path.js';
import { LayoverError } from '../../../base/errors.js';
import { explainOutput, openOutput, type TarDestination, writeFully } from '../../../tar/output.js';
import { explainingDevice } from '../../device-failure.js';
import { LayerLease } from '../../lock.js';
import { layersOf } from '../../refs.js';
import { Staging } from '../../staging.js';
import { treePath } from '../../store.js';
import type { Digest, Platform } from '../documents.js';
import type { StoredConfig } from '../image-config.js';
import type { Compression } from '../media-types.js';
import { choosePlatform } from '../platform.js';
import { archiveTar } from './archive.js';
import { type BlobOptions, type LayerBlob, makeBlobs, tarOf } from './blobs.js';
import { buildImage, type Image } from './image.js';
import { explainLayout, Layout } from './layout.js';
import { type ExportNotes, findLosses } from './losses.js';
import { type Packed, packInto } from './pack.js';
import { type LayerPlan, type PlanImageOptions, planImage } from './plan-image.js';
import type { RunChoice } from './run-config.js';

/** Where an export goes. */
export type ExportTarget =
  | { readonly kind: 'layout'; readonly directory: HostPath; readonly tag: string }
  /** `repoTags` make it one for `docker load`; none are needed. */
  | {
      readonly kind: 'archive';
      readonly output: TarDestination;
      readonly tag: string;
      readonly repoTags?: readonly string[] | undefined;
    }
  /** The tar of the topmost layer, or of the whole chain where it is flat. */
  | { readonly kind: 'tar'; readonly output: TarDestination }
  /** Nowhere: only to know the digests. */
  | { readonly kind: 'digests' };

export interface ExportOptions extends PlanImageOptions {
  readonly target: ExportTarget;
  /** Default: gzip in a layout, else none. */
  readonly compression?: Compression | undefined;
  readonly stored?: StoredConfig | undefined;
  readonly run?: RunChoice | undefined;
  readonly platform?: string | undefined;
  /** `SOURCE_DATE_EPOCH`, in seconds: nothing in the export is later, and it was made then. */
  readonly sourceDateEpoch?: number | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** What an export made. */
export interface ExportReport extends ExportNotes {
  /** The lowest first; none of a plain tar. */
  readonly layers: ReadonlyArray<{ readonly diffId: Digest; readonly digest: Digest; readonly size: number }>;
  /** Of an image. */
  readonly manifest?: Digest;
  readonly config?: Digest;
}

/** Exports a chain. Whatever fails, no file and no tag is another than before. For a worker: long, mostly synchronous. */
export async function exportChain(options: ExportOptions): Promise<ExportReport> {
  const { store, chain, target } = options;
  const trees = layersOf(chain).map((id) => treePath(store, id));
  using _lease = explainingDevice(UNREADABLE, () => new LayerLease(store, trees));
  const all = explainingDevice(UNREADABLE, () => planImage(options));
  const layers = target.kind === 'tar' ? all.slice(-1) : all;
  if (layers.length === 0) throw new LayoverError('LAYOVER_USAGE', 'There is no layer in the chain');
  // What cannot be is refused before anything is written.
  platformOf(options);
  const notes = findLosses(layers);
  const made = await exportLayers(layers, options);
  const { blobs, image } = made;
  return {
    ...notes,
    layers: blobs.map(({ diffId, digest, size }) => ({ diffId, digest, size })),
    ...(image && { manifest: image.manifest.descriptor.digest, config: image.config.descriptor.digest }),
  };
}

const UNREADABLE = 'The layers to export cannot be read';

interface Made {
  readonly blobs: ReadonlyArray<ExportReport['layers'][number]>;
  readonly image?: Image;
}

async function exportLayers(layers: readonly LayerPlan[], options: ExportOptions): Promise<Made> {
  const { target } = options;
  switch (target.kind) {
    case 'layout':
      return await explained(explainLayout, target.directory, () => writeLayout(layers, options, target));
    case 'archive':
      return await explained(explainOutput, target.output, () => writeArchive(layers, options, target));
    case 'tar':
      return await explained(explainOutput, target.output, () => writeTar(layers, options, target.output));
    case 'digests':
      return describe(layers, options, await makeBlobs(layers, blobOptionsOf(layers, options)));
  }
}

type TargetOf<K extends ExportTarget['kind']> = Extract<ExportTarget, { kind: K }>;

async function writeLayout(
  layers: readonly LayerPlan[],
  options: ExportOptions,
  { directory, tag }: TargetOf<'layout'>,
): Promise<Made> {
  using layout = await Layout.open(directory);
  const { workspace } = layout;
  const has = (digest: Digest, size: number): boolean => layout.has(digest, size);
  const blobs = await makeBlobs(layers, { ...blobOptionsOf(layers, options), workspace, has });
  for (const { packed, source } of blobs)
    if (source.kind === 'file') layout.adopt(source.path, packed.digest);
  const made = describe(layers, options, blobs);
  const { config, manifest } = made.image;
  for (const { bytes, descriptor } of [config, manifest]) layout.add(bytes, descriptor);
  await layout.tag({ ...manifest.descriptor, platform: platformOf(options) }, tag);
  return made;
}

async function writeArchive(
  layers: readonly LayerPlan[],
  options: ExportOptions,
  { output: destination, tag, repoTags }: TargetOf<'archive'>,
): Promise<Made> {
  const blobOptions = blobOptionsOf(layers, options);
  // Compressed, a blob's size is known when it is there; what is left of a killed export is swept from the store.
  using staging = blobOptions.compression === 'none' ? undefined : new Staging(options.store);
  const blobs = await makeBlobs(layers, { ...blobOptions, workspace: staging?.path });
  const made = describe(layers, options, blobs);
  const docker = repoTags && { repoTags };
  const mtimeNs = latestOf(options) ?? 0n;
  using output = openOutput(destination);
  for (const piece of archiveTar({ image: made.image, blobs, tag, docker, mtimeNs, blobOptions })) {
    writeFully(output.fd, piece);
  }
  output.finish();
  return made;
}

/** Uncompressed, its digest is not worked out: that would take as long as all the rest. */
async function writeTar(
  layers: readonly LayerPlan[],
  options: ExportOptions,
  destination: TarDestination,
): Promise<Made> {
  const blobOptions = blobOptionsOf(layers, options);
  const { compression } = blobOptions;
  using output = openOutput(destination);
  const blobs: Packed[] = [];
  for (const layer of layers) {
    const pieces = tarOf(layer, blobOptions);
    if (compression === 'none') for (const piece of pieces) writeFully(output.fd, piece);
    else blobs.push(await packInto(output.fd, pieces, compression));
  }
  output.finish();
  return { blobs };
}

function describe(
  layers: readonly LayerPlan[],
  options: ExportOptions,
  blobs: readonly LayerBlob[],
): Required<Made> {
  const { stored = {}, run = {}, flat = false, sourceDateEpoch } = options;
  const packed = blobs.map((blob) => blob.packed);
  const image = buildImage({
    layers,
    packed,
    stored,
    run,
    flat,
    compression: compressionOf(options),
    platform: platformOf(options),
    ...(sourceDateEpoch !== undefined && { createdAt: new Date(sourceDateEpoch * 1_000).toISOString() }),
  });
  return { blobs: packed, image };
}

function blobOptionsOf(layers: readonly LayerPlan[], options: ExportOptions): BlobOptions {
  const { store, check, onProgress } = options;
  const total = layers.reduce((sum, { entries }) => sum + entries.length, 0);
  let done = 0;
  const onEntry = (): void => {
    done = Math.min(done + 1, total);
    onProgress?.(done, total);
  };
  return { store, compression: compressionOf(options), latestNs: latestOf(options), check, onEntry };
}

function compressionOf({ compression, target }: ExportOptions): Compression {
  return compression ?? (target.kind === 'layout' ? 'gzip' : 'none');
}

function platformOf({ platform, stored = {} }: ExportOptions): Platform {
  return choosePlatform(platform, stored);
}

function latestOf({ sourceDateEpoch }: ExportOptions): bigint | undefined {
  return sourceDateEpoch === undefined ? undefined : BigInt(sourceDateEpoch) * 1_000_000_000n;
}

async function explained<T, D>(
  explain: (destination: D, cause: unknown) => unknown,
  destination: D,
  action: () => Promise<T>,
): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw explain(destination, error);
  }
}
