/**
 * The JSON documents that hold an image together: OCI image-spec descriptor.md, image-index.md, manifest.md and
 * image-layout.md, and the `manifest.json` of `docker save`. Read from others' bytes, so all is checked; fields that
 * are not named here are kept, so a document that is read, changed and written loses nothing.
 */
import type { ZodType } from 'zod';
import { LayoverError } from '../../base/errors.js';

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
export const REF_NAME_ANNOTATION = 'org.opencontainers.image.ref.name';

/** `where` names the document in errors, which are LAYOVER_IMAGE_INVALID. */
export async function parseIndex(bytes: Uint8Array, where: string): Promise<ImageIndex> {
  return await parseImageJson(bytes, { where, schema: indexSchema });
}

export async function parseManifest(bytes: Uint8Array, where: string): Promise<ImageManifest> {
  return await parseImageJson(bytes, { where, schema: manifestSchema });
}

export async function parseLayoutMark(bytes: Uint8Array, where: string): Promise<LayoutMark> {
  const schema = (z: Zod): ZodType<LayoutMark> => z.looseObject({ imageLayoutVersion: z.string() });
  return await parseImageJson(bytes, { where, schema });
}

export async function parseDockerManifest(bytes: Uint8Array, where: string): Promise<readonly DockerImage[]> {
  return await parseImageJson(bytes, { where, schema: (z) => z.array(dockerImageSchema(z)) });
}

export interface ParseOptions<T> {
  readonly where: string;
  readonly schema: (z: Zod) => ZodType<T>;
}

/** zod is loaded only where something is read. */
export async function parseImageJson<T>(bytes: Uint8Array, { where, schema }: ParseOptions<T>): Promise<T> {
  const value = parseText(bytes, where);
  const { z } = await import('zod');
  const checked = schema(z).safeParse(value);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  const at = issue === undefined || issue.path.length === 0 ? '' : `${issue.path.map(String).join('.')}: `;
  throw new LayoverError('LAYOVER_IMAGE_INVALID', `${where} is no such document: ${at}${issue?.message}`);
}

function parseText(bytes: Uint8Array, where: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new LayoverError('LAYOVER_IMAGE_INVALID', `${where} is not JSON`, { cause });
  }
}

export function digestSchema(z: Zod): ZodType<Digest> {
  const message = 'a digest is sha256: and 64 lower-case hex digits';
  return z.custom<Digest>(
    (value) => typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value),
    message,
  );
}

function indexSchema(z: Zod): ZodType<ImageIndex> {
  return z.looseObject({
    schemaVersion: z.literal(2),
    mediaType: z.string().optional(),
    manifests: z.array(descriptorSchema(z)),
    annotations: annotationsSchema(z),
  });
}

function manifestSchema(z: Zod): ZodType<ImageManifest> {
  return z.looseObject({
    schemaVersion: z.literal(2),
    mediaType: z.string().optional(),
    config: descriptorSchema(z),
    layers: z.array(descriptorSchema(z)),
    annotations: annotationsSchema(z),
  });
}

function descriptorSchema(z: Zod): ZodType<Descriptor> {
  const platform = z.looseObject({
    architecture: z.string(),
    os: z.string(),
    variant: z.string().optional(),
  });
  return z.looseObject({
    mediaType: z.string(),
    digest: digestSchema(z),
    size: z.int().min(0),
    platform: platform.optional(),
    annotations: annotationsSchema(z),
  });
}

function dockerImageSchema(z: Zod): ZodType<DockerImage> {
  return z.looseObject({
    Config: z.string(),
    RepoTags: z.array(z.string()).nullish(),
    Layers: z.array(z.string()),
  });
}

function annotationsSchema(z: Zod): ZodType<Annotations | undefined> {
  return z.record(z.string(), z.string()).optional();
}
