import { type RawPath } from '../base/bytes-path.js';
import { type LayerEntry } from './manifest.js';
import { type LayerStore } from './store.js';
/** One way in which a layer is not what it was; `path` is undefined where it is about the layer as a whole. */
export interface Damage {
  readonly path?: RawPath;
  readonly problem: string;
}
/** Everything that is wrong with a layer; nothing where it is whole. Reads every byte: for a worker. */
export declare function verifyLayer(store: LayerStore, id: string, check?: () => void): Damage[];
/** The entries of a stored layer. LAYOVER_LAYER_DAMAGED where they are not those of its id. */
export declare function readManifest(store: LayerStore, id: string): LayerEntry[];
