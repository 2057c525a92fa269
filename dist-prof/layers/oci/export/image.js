/** The documents of an image: its configuration and its manifest, as bytes that are the same for the same image. */
import { createHash } from 'node:crypto';
import { CONFIG_TYPE, LAYER_TYPES, MANIFEST_TYPE } from '../media-types.js';
import { chooseRun } from './run-config.js';
export function buildImage(options) {
  const config = documentOf(buildConfig(options), CONFIG_TYPE);
  const manifest = {
    schemaVersion: 2,
    mediaType: MANIFEST_TYPE,
    config: config.descriptor,
    layers: options.packed.map(({ digest, size }) => ({
      mediaType: LAYER_TYPES[options.compression],
      digest,
      size,
    })),
  };
  return { config, manifest: documentOf(manifest, MANIFEST_TYPE) };
}
export function encodeDocument(value) {
  return Buffer.from(JSON.stringify(value));
}
/** The digest of bytes that are at hand. */
export function digestBytes(bytes) {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
function documentOf(value, mediaType) {
  const bytes = encodeDocument(value);
  return { bytes, descriptor: { mediaType, digest: digestBytes(bytes), size: bytes.length } };
}
function buildConfig(options) {
  const { layers, packed, stored, run, platform, createdAt } = options;
  const { config, history: _history, created: _created, ...rest } = stored;
  const created = createdAt ?? layers.at(-1)?.createdAt;
  return {
    ...rest,
    ...(created !== undefined && { created }),
    architecture: platform.architecture,
    os: platform.os,
    ...(platform.variant !== undefined && { variant: platform.variant }),
    config: chooseRun(config, run),
    rootfs: { type: 'layers', diff_ids: packed.map(({ diffId }) => diffId) },
    history: buildHistory(options),
  };
}
/** One entry for each layer: those of the stored history as far as it goes, which also has steps without a layer. */
function buildHistory({ layers, stored, createdAt, flat }) {
  const known = flat ? [] : (stored.history ?? []);
  const covered = known.filter((entry) => entry.empty_layer !== true).length;
  const kept = covered <= layers.length ? known : [];
  const own = layers.slice(kept.length === 0 ? 0 : covered).map((layer) => historyOf(layer, flat));
  return [...kept, ...own].map((entry) => ({
    ...entry,
    ...(createdAt !== undefined && { created: createdAt }),
  }));
}
function historyOf({ createdAt, createdBy, isDirectory = false }, flat) {
  return {
    ...(createdAt !== undefined && { created: createdAt }),
    ...(createdBy !== undefined && { created_by: createdBy }),
    ...commentOf(isDirectory, flat),
  };
}
// Without its path, which is of this machine.
function commentOf(isDirectory, flat) {
  if (flat) return { comment: 'all layers in one' };
  return isDirectory ? { comment: 'a directory that the layers above were made over' } : {};
}
//# sourceMappingURL=image.js.map
