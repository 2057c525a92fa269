/**
 * What the parts of an image are called: OCI image-spec media-types.md, and the names Docker gave them before.
 * Readers take both, writers write OCI's.
 */
export const INDEX_TYPE = 'application/vnd.oci.image.index.v1+json';
export const MANIFEST_TYPE = 'application/vnd.oci.image.manifest.v1+json';
export const CONFIG_TYPE = 'application/vnd.oci.image.config.v1+json';
const DOCKER_INDEX_TYPE = 'application/vnd.docker.distribution.manifest.list.v2+json';
const DOCKER_MANIFEST_TYPE = 'application/vnd.docker.distribution.manifest.v2+json';
export const LAYER_TYPES = {
  none: 'application/vnd.oci.image.layer.v1.tar',
  gzip: 'application/vnd.oci.image.layer.v1.tar+gzip',
  zstd: 'application/vnd.oci.image.layer.v1.tar+zstd',
};
// The "nondistributable" and "foreign" kinds differ in who may hand them on, not in their bytes.
const COMPRESSIONS = new Map([
  ...Object.entries(LAYER_TYPES).map(([compression, type]) => [type, compression]),
  ['application/vnd.oci.image.layer.nondistributable.v1.tar', 'none'],
  ['application/vnd.oci.image.layer.nondistributable.v1.tar+gzip', 'gzip'],
  ['application/vnd.oci.image.layer.nondistributable.v1.tar+zstd', 'zstd'],
  ['application/vnd.docker.image.rootfs.diff.tar', 'none'],
  ['application/vnd.docker.image.rootfs.diff.tar.gzip', 'gzip'],
  ['application/vnd.docker.image.rootfs.diff.tar.zstd', 'zstd'],
  ['application/vnd.docker.image.rootfs.foreign.diff.tar.gzip', 'gzip'],
]);
/** Undefined where the type is of no layer. */
export function compressionOf(mediaType) {
  return COMPRESSIONS.get(mediaType);
}
export function isIndexType(mediaType) {
  return mediaType === INDEX_TYPE || mediaType === DOCKER_INDEX_TYPE;
}
export function isManifestType(mediaType) {
  return mediaType === MANIFEST_TYPE || mediaType === DOCKER_MANIFEST_TYPE;
}
//# sourceMappingURL=media-types.js.map
