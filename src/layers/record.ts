/** `layer.json`: when and from what a layer was first made, and its sums. Nothing in it defines the layer. */
import { readFileSync } from 'node:fs';
import { fsPath, type HostPath, type JsonPath, joinRaw, quoteRaw, type RawPath } from '../base/bytes-path.js';
import { hasErrno, LayoverError } from '../base/errors.js';
import type { Digest } from './oci/documents.js';
import type { Compression } from './oci/media-types.js';
import { isLayerId, type LayerStore, type LayerStyle, layerPath } from './store.js';

export const RECORD_NAME: RawPath = 'layer.json' as RawPath;

const VERSION = 1;

/** What lies below a layer: another one, or a directory that is the user's own. */
export type ChainLink = { readonly layer: string } | { readonly directory: JsonPath };

export interface LayerRecord {
  readonly id: string;
  readonly createdAt: string;
  /** How the marks of its tree are written. */
  readonly marks: LayerStyle;
  readonly entries: number;
  readonly files: number;
  /** Of file content, each inode once. */
  readonly bytes: number;
  /** What it was first committed over, the topmost first. */
  readonly below: readonly ChainLink[];
  /** The layers that it shows as one, the topmost first, where it was made for that. */
  readonly merges?: readonly string[] | undefined;
  /** How it came to be, for `history`. */
  readonly createdBy?: string | undefined;
  /** What exports made of it, so that the next one need not. */
  readonly exports?: LayerExports | undefined;
}

/** Digests of a layer's tar, and of the blobs it was packed into. */
export interface LayerExports {
  /** Which way of writing a layer's tar they are of; any other is forgotten. */
  readonly form: number;
  /** Of the tar. */
  readonly diffId: Digest;
  readonly blobs: Partial<Readonly<Record<Compression, { readonly digest: Digest; readonly size: number }>>>;
}

export function encodeRecord(record: LayerRecord): Buffer {
  return Buffer.from(`${JSON.stringify({ version: VERSION, ...record }, undefined, 1)}\n`);
}

/** Undefined where there is no such layer. */
export function findLayer(store: LayerStore, id: string): LayerRecord | undefined {
  const file = joinRaw(layerPath(store, id), RECORD_NAME) as HostPath;
  try {
    return parseRecord(readFileSync(fsPath(file), 'utf8'), file);
  } catch (error) {
    if (hasErrno(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
}

export function getLayer(store: LayerStore, id: string): LayerRecord {
  const record = findLayer(store, id);
  if (record !== undefined) return record;
  throw new LayoverError('LAYOVER_LAYER_UNKNOWN', `There is no layer sha256:${id} in the store`, {
    hint: 'See `layover layer ls`.',
  });
}

function parseRecord(text: string, file: HostPath): LayerRecord {
  const { version, ...record } = parseJson<LayerRecord & { version: number }>(text, file);
  if (version === VERSION && isLayerId(record.id)) return record;
  throw new LayoverError('LAYOVER_LAYER_DAMAGED', `${quoteRaw(file)} is no record of version ${VERSION}`);
}

/** `file` names it in the error. */
export function parseJson<T>(text: string, file: HostPath): T {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) throw new Error('it is no object');
    return value as T;
  } catch (cause) {
    const message = `${quoteRaw(file)} is not JSON as layover writes it`;
    throw new LayoverError('LAYOVER_LAYER_DAMAGED', message, { cause, hint: 'See `layover layer verify`.' });
  }
}
