/** From what a user calls a layer to the directories it stands for. */
import { type HostPath } from '../base/bytes-path.js';
import { type ChainLink } from './record.js';
import { type LayerStore } from './store.js';
/** Whether `text` can only be the id of a layer, or the beginning of one. */
export declare function isLayerWord(text: string): boolean;
/** The chain of a name, or one layer alone for `sha256:` and at least 12 digits of its id; the topmost first. */
export declare function resolveChain(store: LayerStore, text: string): readonly ChainLink[];
/** The directories to mount for a chain. Every layer of it is there. */
export declare function directoriesOf(store: LayerStore, chain: readonly ChainLink[]): HostPath[];
