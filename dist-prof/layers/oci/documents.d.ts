/**
 * The JSON documents that hold an image together: OCI image-spec descriptor.md, image-index.md, manifest.md and
 * image-layout.md, and the `manifest.json` of `docker save`. Read from others' bytes, so all is checked; fields that
 * are not named here are kept, so a document that is read, changed and written loses nothing.
 */
import type { ZodType } from 'zod';

type Zod = typeof import('zod').z;
type Annotations = Readonly<Record<string, string>>;
/** `sha256:` and 64 lower-case hex digits. */
export type Digest = `sha256:${string}`;
export interface Platform {
  readonly architecture: string;
  readonly os: string;
  readonly variant?: string | undefined;
}
/** A blob by its digest. */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: Digest;
  readonly size: number;
  readonly platform?: Platform | undefined;
  readonly annotations?: Annotations | undefined;
}
/** `index.json`, or an image for several platforms. */
export interface ImageIndex {
  readonly schemaVersion: 2;
  readonly mediaType?: string | undefined;
  readonly manifests: readonly Descriptor[];
  readonly annotations?: Annotations | undefined;
}
export interface ImageManifest {
  readonly schemaVersion: 2;
  readonly mediaType?: string | undefined;
  readonly config: Descriptor;
  /** The lowest first. */
  readonly layers: readonly Descriptor[];
  readonly annotations?: Annotations | undefined;
}
/** The file `oci-layout`. */
export interface LayoutMark {
  readonly imageLayoutVersion: string;
}
/** One image of the `manifest.json` of `docker save`; the paths are members of the archive. */
export interface DockerImage {
  readonly Config: string;
  readonly RepoTags?: readonly string[] | null | undefined;
  /** The lowest first. */
  readonly Layers: readonly string[];
}
/** The annotation of a descriptor in `index.json` that is a tag. */
export declare const REF_NAME_ANNOTATION = 'org.opencontainers.image.ref.name';
/** `where` names the document in errors, which are LAYOVER_IMAGE_INVALID. */
export declare function parseIndex(bytes: Uint8Array, where: string): Promise<ImageIndex>;
export declare function parseManifest(bytes: Uint8Array, where: string): Promise<ImageManifest>;
export declare function parseLayoutMark(bytes: Uint8Array, where: string): Promise<LayoutMark>;
export declare function parseDockerManifest(
  bytes: Uint8Array,
  where: string,
): Promise<readonly DockerImage[]>;
export interface ParseOptions<T> {
  readonly where: string;
  readonly schema: (z: Zod) => ZodType<T>;
}
/** zod is loaded only where something is read. */
export declare function parseImageJson<T>(bytes: Uint8Array, { where, schema }: ParseOptions<T>): Promise<T>;
export declare function digestSchema(z: Zod): ZodType<Digest>;
export {};
