/**
 * What the parts of an image are called: OCI image-spec media-types.md, and the names Docker gave them before.
 * Readers take both, writers write OCI's.
 */
export declare const INDEX_TYPE = 'application/vnd.oci.image.index.v1+json';
export declare const MANIFEST_TYPE = 'application/vnd.oci.image.manifest.v1+json';
export declare const CONFIG_TYPE = 'application/vnd.oci.image.config.v1+json';
/** How the tar of a layer is packed. */
export type Compression = 'none' | 'gzip' | 'zstd';
export declare const LAYER_TYPES: Readonly<Record<Compression, string>>;
/** Undefined where the type is of no layer. */
export declare function compressionOf(mediaType: string): Compression | undefined;
export declare function isIndexType(mediaType: string): boolean;
export declare function isManifestType(mediaType: string): boolean;
