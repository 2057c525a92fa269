/** The archives of `docker save`: `manifest.json` names the files of each image (moby image/spec, "Combined Image JSON"). */
import { createHash } from 'node:crypto';
import { LayoverError } from '../../../base/errors.js';
import { type DockerImage, parseDockerManifest } from '../documents.js';
import { parseImageConfig } from '../image-config.js';
import { formatPlatform, rankPlatform } from '../platform.js';
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

export const DOCKER_MANIFEST = 'manifest.json';

export async function readDockerArchive(
  files: ImageFiles,
  choice: ImageChoice,
  limits: ImportLimits,
): Promise<ImagePlan> {
  const bytes = readDocument(files, DOCKER_MANIFEST, MANIFEST_BYTES_MAX);
  checkJson(bytes, DOCKER_MANIFEST);
  const image = chooseImage(await parseDockerManifest(bytes, DOCKER_MANIFEST), choice.ref);
  const config = await parseImageConfig(readConfig(files, image.Config), image.Config);
  const { os, architecture, variant } = config;
  const platform = { os, architecture, ...(variant !== undefined && { variant }) };
  if (choice.platform !== undefined && rankPlatform(platform, choice.platform) === undefined) {
    const wanted = formatPlatform(choice.platform);
    throw new LayoverError(
      'LAYOVER_USAGE',
      `The image is for ${formatPlatform(platform)}, not for ${wanted}`,
    );
  }
  const layers = image.Layers.map((path) => ({ path, blob: undefined }));
  return { layers: planLayers(layers, config, limits), config, platform, names: image.RepoTags ?? [] };
}

function chooseImage(images: readonly DockerImage[], ref: string | undefined): DockerImage {
  const named = ref === undefined ? images : images.filter(({ RepoTags }) => RepoTags?.includes(ref));
  const [image] = named;
  if (image !== undefined && named.length === 1) return image;
  const tags = images.map(({ RepoTags }) => RepoTags?.join(' ') ?? '(one without a name)').slice(0, 20);
  const problem =
    ref === undefined
      ? `There are ${images.length} images in it`
      : `There is no image ${JSON.stringify(ref)} in it`;
  throw new LayoverError('LAYOVER_USAGE', `${problem}: ${tags.join(', ')}`, {
    hint: 'Choose one with --ref.',
  });
}

const NAMED_BY_DIGEST = /^(?:blobs\/sha256\/)?([0-9a-f]{64})(?:\.json)?$/;

/** The configuration is called by its digest, which then has to be right. */
function readConfig(files: ImageFiles, path: string): Buffer {
  const bytes = readDocument(files, path, CONFIG_BYTES_MAX);
  const named = NAMED_BY_DIGEST.exec(path)?.[1];
  const seen = createHash('sha256').update(bytes).digest('hex');
  if (named === undefined || named === seen) {
    checkJson(bytes, path);
    return bytes;
  }
  const message = `The image's configuration ${path} has the digest sha256:${seen}`;
  throw new LayoverError('LAYOVER_IMAGE_INVALID', message);
}
