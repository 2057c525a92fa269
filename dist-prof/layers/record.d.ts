import { type HostPath, type JsonPath, type RawPath } from '../base/bytes-path.js';
import type { Digest } from './oci/documents.js';
import type { Compression } from './oci/media-types.js';
import { type LayerStore, type LayerStyle } from './store.js';
export declare const RECORD_NAME: RawPath;
/** What lies below a layer: another one, or a directory that is the user's own. */
export type ChainLink =
  | {
      readonly layer: string;
    }
  | {
      readonly directory: JsonPath;
    };
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
  readonly blobs: Partial<
    Readonly<
      Record<
        Compression,
        {
          readonly digest: Digest;
          readonly size: number;
        }
      >
    >
  >;
}
export declare function encodeRecord(record: LayerRecord): Buffer;
/** Undefined where there is no such layer. */
export declare function findLayer(store: LayerStore, id: string): LayerRecord | undefined;
export declare function getLayer(store: LayerStore, id: string): LayerRecord;
/** `file` names it in the error. */
export declare function parseJson<T>(text: string, file: HostPath): T;
