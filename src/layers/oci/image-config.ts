/** An image's configuration (OCI image-spec config.md): how to run it, how it came to be, and its layers' DiffIDs. */
import type { ZodType } from 'zod';
import { type Digest, digestSchema, parseImageJson } from './documents.js';

type Zod = typeof import('zod').z;

/** What a container of the image starts with. Docker writes null for what is not set. */
export interface RunConfig {
  readonly User?: string | null | undefined;
  /** `NAME=value` each. */
  readonly Env?: readonly string[] | null | undefined;
  readonly Entrypoint?: readonly string[] | null | undefined;
  readonly Cmd?: readonly string[] | null | undefined;
  readonly WorkingDir?: string | null | undefined;
  readonly Labels?: Readonly<Record<string, string>> | null | undefined;
}

/** One step that made the image; one for each layer, and empty ones. */
export interface HistoryEntry {
  readonly created?: string | undefined;
  readonly created_by?: string | undefined;
  readonly comment?: string | undefined;
  /** The step made no layer. */
  readonly empty_layer?: boolean | undefined;
}

export interface ImageConfig {
  /** RFC 3339. */
  readonly created?: string | undefined;
  readonly architecture: string;
  readonly os: string;
  readonly variant?: string | undefined;
  readonly config?: RunConfig | null | undefined;
  /** The digests of the layers' tars as they are unpacked, the lowest first. */
  readonly rootfs: { readonly type: 'layers'; readonly diff_ids: readonly Digest[] };
  /** The oldest first. */
  readonly history?: readonly HistoryEntry[] | null | undefined;
}

/**
 * What a name of the store keeps of an image: its configuration without `rootfs`, which follows from the layers.
 * `history` covers the chain that was imported; layers committed on top have their records.
 */
export type StoredConfig = Partial<Omit<ImageConfig, 'rootfs'>>;

/** Fields that are not named here are kept. `where` names the document in errors, LAYOVER_IMAGE_INVALID. */
export async function parseImageConfig(bytes: Uint8Array, where: string): Promise<ImageConfig> {
  return await parseImageJson(bytes, { where, schema: imageConfigSchema });
}

function imageConfigSchema(z: Zod): ZodType<ImageConfig> {
  return z.looseObject({
    created: z.string().optional(),
    architecture: z.string(),
    os: z.string(),
    variant: z.string().optional(),
    config: runConfigSchema(z).nullish(),
    rootfs: z.looseObject({ type: z.literal('layers'), diff_ids: z.array(digestSchema(z)) }),
    history: z.array(historySchema(z)).nullish(),
  });
}

function runConfigSchema(z: Zod): ZodType<RunConfig> {
  const words = z.array(z.string()).nullish();
  return z.looseObject({
    User: z.string().nullish(),
    Env: words,
    Entrypoint: words,
    Cmd: words,
    WorkingDir: z.string().nullish(),
    Labels: z.record(z.string(), z.string()).nullish(),
  });
}

function historySchema(z: Zod): ZodType<HistoryEntry> {
  return z.looseObject({
    created: z.string().optional(),
    created_by: z.string().optional(),
    comment: z.string().optional(),
    empty_layer: z.boolean().optional(),
  });
}
