/** OCI image layouts (image-layout.md): from `index.json` to the one image that is wanted. */

import { createHash } from 'node:crypto';
import { LayoverError } from '../../../base/errors.js';
import {
  type Descriptor,
  type ImageIndex,
  type ImageManifest,
  type Platform,
  parseIndex,
  parseLayoutMark,
  parseManifest,
  REF_NAME_ANNOTATION,
} from '../documents.js';
import { parseImageConfig } from '../image-config.js';
import { compressionOf, isIndexType, isManifestType } from '../media-types.js';
import { formatPlatform, ownPlatform, rankPlatform } from '../platform.js';
import { type ImageFiles, readDocument } from './image-files.js';
import {
  CONFIG_BYTES_MAX,
  type ImageChoice,
  type ImagePlan,
  MANIFEST_BYTES_MAX,
  planLayers,
} from './image-plan.js';
import type { ImportLimits } from './limits.js';
import { checkJson } from './strict-json.js';

export const LAYOUT_MARK = 'oci-layout';
export const LAYOUT_INDEX = 'index.json';

const DEPTH_MAX = 3;
const INDEX_ENTRIES_MAX = 1_000;

/** containerd's and Docker's full name, beside the tag that is OCI's. */
const FULL_NAME_ANNOTATION = 'io.containerd.image.name';

export async function readLayout(
  files: ImageFiles,
  choice: ImageChoice,
  limits: ImportLimits,
): Promise<ImagePlan> {
  const mark = await parseLayoutMark(readDocument(files, LAYOUT_MARK, MANIFEST_BYTES_MAX), LAYOUT_MARK);
  if (!/^1\./.test(mark.imageLayoutVersion)) {
    throw invalid(
      `its layout has the version ${JSON.stringify(mark.imageLayoutVersion)}, and 1 is what is known`,
    );
  }
  const bytes = readDocument(files, LAYOUT_INDEX, MANIFEST_BYTES_MAX);
  checkJson(bytes, LAYOUT_INDEX);
  const index = await parseIndex(bytes, LAYOUT_INDEX);
  const named = chooseByName(checkIndex(index, LAYOUT_INDEX), choice.ref);
  const images = await listImages(files, named, 1);
  const { descriptor, platform } = await chooseByPlatform(files, images, choice.platform);
  const plan = await readImage(files, descriptor, limits);
  const seen = platform ?? plan.platform;
  if (choice.platform !== undefined && rankPlatform(seen, choice.platform) === undefined)
    throw otherPlatform(choice.platform, [seen]);
  return { ...plan, names: named.flatMap(namesOf) };
}

function checkIndex(index: ImageIndex, where: string): readonly Descriptor[] {
  if ('layers' in index || 'fsLayers' in index) throw invalid(`${where} is an index and a manifest at once`);
  if (index.manifests.length <= INDEX_ENTRIES_MAX) return index.manifests;
  throw invalid(`${where} lists ${index.manifests.length} images, and ${INDEX_ENTRIES_MAX} is the most`);
}

function namesOf({ annotations }: Descriptor): string[] {
  const names = [annotations?.[FULL_NAME_ANNOTATION], annotations?.[REF_NAME_ANNOTATION]];
  return names.filter((name) => name !== undefined);
}

/** Those with that name; without one, all, as long as they have but one name. */
function chooseByName(all: readonly Descriptor[], ref: string | undefined): readonly Descriptor[] {
  const names = [...new Set(all.map((one) => namesOf(one)[0]))];
  if (ref === undefined) {
    if (names.length < 2) return all;
    throw new LayoverError('LAYOVER_USAGE', `There are ${names.length} images in it: ${listOf(names)}`, {
      hint: 'Choose one with --ref.',
    });
  }
  const found = all.filter((one) => namesOf(one).includes(ref));
  if (found.length > 0) return found;
  throw new LayoverError(
    'LAYOVER_USAGE',
    `There is no image ${JSON.stringify(ref)} in it, but ${listOf(names)}`,
  );
}

function listOf(names: ReadonlyArray<string | undefined>): string {
  const shown = names
    .slice(0, 20)
    .map((name) => (name === undefined ? '(one without a name)' : JSON.stringify(name)));
  return shown.length === 0 ? 'none at all' : `${shown.join(', ')}${names.length > 20 ? ', ...' : ''}`;
}

/** One image, for one platform where that is said. */
interface Offered {
  readonly descriptor: Descriptor;
  readonly platform?: Platform | undefined;
}

/** The images of descriptors, those of nested indexes included. What is no image, signatures for one, is passed over. */
async function listImages(
  files: ImageFiles,
  descriptors: readonly Descriptor[],
  depth: number,
): Promise<Offered[]> {
  if (depth > DEPTH_MAX) throw invalid(`its indexes are nested more than ${DEPTH_MAX} deep`);
  const found: Offered[] = [];
  for (const descriptor of descriptors) {
    const { mediaType, platform, digest } = descriptor;
    if (isManifestType(mediaType)) {
      if (platform?.os !== 'unknown') found.push({ descriptor, platform });
    } else if (isIndexType(mediaType)) {
      const index = await parseIndex(readBlob(files, descriptor, MANIFEST_BYTES_MAX), digest);
      checkType(index.mediaType, descriptor);
      found.push(...(await listImages(files, checkIndex(index, digest), depth + 1)));
    }
    if (found.length > INDEX_ENTRIES_MAX) throw invalid(`it lists more than ${INDEX_ENTRIES_MAX} images`);
  }
  return found;
}

/** The wanted one; the only one that there is may be of another machine where nobody asked. */
async function chooseByPlatform(
  files: ImageFiles,
  images: readonly Offered[],
  wanted: Platform = ownPlatform(),
): Promise<Offered> {
  const [only] = images;
  if (only === undefined) throw invalid('there is no image in it');
  if (new Set(images.map(({ descriptor }) => descriptor.digest)).size === 1) return only;
  const ranked: Array<{ descriptor: Descriptor; platform: Platform; rank: number | undefined }> = [];
  for (const { descriptor, platform: said } of images) {
    const platform = said ?? (await readManifest(files, descriptor)).platform;
    ranked.push({ descriptor, platform, rank: rankPlatform(platform, wanted) });
  }
  // The first of the best: sorting keeps the order of equals.
  const [chosen] = ranked
    .filter(({ rank }) => rank !== undefined)
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0));
  if (chosen !== undefined) return chosen;
  throw otherPlatform(
    wanted,
    ranked.map(({ platform }) => platform),
  );
}

function otherPlatform(wanted: Platform, offered: readonly Platform[]): LayoverError {
  const list = [...new Set(offered.map(formatPlatform))].slice(0, 20).join(', ');
  const message = `There is no image for ${formatPlatform(wanted)} in it, but for ${list === '' ? 'none that is named' : list}`;
  return new LayoverError('LAYOVER_USAGE', message, { hint: 'Choose one with --platform.' });
}

async function readImage(
  files: ImageFiles,
  descriptor: Descriptor,
  limits: ImportLimits,
): Promise<ImagePlan> {
  const { manifest, config, platform } = await readManifest(files, descriptor);
  return { layers: planLayers(blobsOf(manifest), config, limits), config, platform, names: [] };
}

async function readManifest(
  files: ImageFiles,
  descriptor: Descriptor,
): Promise<Pick<ImagePlan, 'config' | 'platform'> & { readonly manifest: ImageManifest }> {
  const manifest = await parseManifest(readBlob(files, descriptor, MANIFEST_BYTES_MAX), descriptor.digest);
  checkType(manifest.mediaType, descriptor);
  if ('manifests' in manifest) throw invalid(`${descriptor.digest} is an index and a manifest at once`);
  const config = await parseImageConfig(
    readBlob(files, manifest.config, CONFIG_BYTES_MAX),
    manifest.config.digest,
  );
  const { os, architecture, variant } = config;
  return { manifest, config, platform: { os, architecture, ...(variant !== undefined && { variant }) } };
}

function blobsOf({
  layers,
}: ImageManifest): Array<{ path: string; blob: { digest: Descriptor['digest']; size: number } }> {
  return layers.map(({ mediaType, digest, size }) => {
    if (compressionOf(mediaType) === undefined)
      throw invalid(`its part ${digest} is ${JSON.stringify(mediaType)}, and no layer`);
    return { path: blobPath(digest), blob: { digest, size } };
  });
}

function blobPath(digest: Descriptor['digest']): string {
  return `blobs/${digest.replace(':', '/')}`;
}

/** A document by its digest. */
function readBlob(files: ImageFiles, { digest, size }: Descriptor, bytesMax: number): Buffer {
  const bytes = readDocument(files, blobPath(digest), bytesMax);
  if (bytes.length !== size) throw invalid(`${digest} has ${bytes.length} bytes, and should have ${size}`);
  const seen = createHash('sha256').update(bytes).digest('hex');
  if (`sha256:${seen}` !== digest) throw invalid(`${digest} is sha256:${seen} in truth`);
  checkJson(bytes, digest);
  return bytes;
}

/** A document says what it is in two places; where they differ, readers would take it differently. */
function checkType(inside: string | undefined, { mediaType, digest }: Descriptor): void {
  if (inside === undefined || inside === mediaType) return;
  throw invalid(
    `${digest} says that it is ${JSON.stringify(inside)}, and what lists it ${JSON.stringify(mediaType)}`,
  );
}

function invalid(problem: string): LayoverError {
  return new LayoverError('LAYOVER_IMAGE_INVALID', `The image cannot be imported: ${problem}`);
}
