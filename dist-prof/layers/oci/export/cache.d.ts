import { type LayerStore } from '../../store.js';
import type { Compression } from '../media-types.js';
import type { Packed } from './pack.js';
/** The blob an earlier export made, or undefined. */
export declare function findPacked(
  store: LayerStore,
  id: string,
  compression: Compression,
): Packed | undefined;
/** Keeps it for the next export. A tar that is not the one it was before is LAYOVER_LAYER_DAMAGED. */
export declare function rememberPacked(
  store: LayerStore,
  id: string,
  {
    packed,
    compression,
  }: {
    packed: Packed;
    compression: Compression;
  },
): void;
/** LAYOVER_LAYER_DAMAGED where the tar of a layer has become another one. */
export declare function requireSame(
  id: string,
  {
    was,
    is,
  }: {
    was: string;
    is: string;
  },
): void;
