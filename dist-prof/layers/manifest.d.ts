import type { RawPath } from '../base/bytes-path.js';
import type { Entry, EntryType } from '../tree/entry.js';
/** An object as a layer has it: where its bytes lie is the store's business. */
export type LayerObject = Omit<Entry, 'source'>;
export type LayerEntry =
  | {
      readonly kind: 'object';
      readonly path: RawPath;
      readonly object: LayerObject;
      /** Only of directories. */
      readonly isOpaque?: boolean;
      /** Lower-case hex; of every regular file. */
      readonly sha256?: string;
    }
  | {
      readonly kind: 'link';
      readonly path: RawPath;
      readonly to: RawPath;
    }
  | {
      readonly kind: 'deleted';
      readonly path: RawPath;
    };
export type LayerObjectEntry = Extract<
  LayerEntry,
  {
    kind: 'object';
  }
>;
export declare const MANIFEST_VERSION_LINE = 'layover-layer 1';
export declare const TYPE_LETTERS: Readonly<Record<EntryType, string>>;
/** The bytes of a layer's manifest; `entries` are in order. */
export declare function encodeManifest(entries: readonly LayerEntry[]): Buffer;
/** The layer's id: 64 lower-case hex digits. */
export declare function idOfManifest(bytes: Uint8Array): string;
