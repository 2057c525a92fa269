import { type LayerStore, type LayerStyle } from './store.js';
/** Adds a layer to `directory`; what is there already stays as it is. */
export declare function saveLayer(store: LayerStore, id: string, directory: string): void;
/** Whether the layer was there whole; it is in the store then, under `name`. */
export declare function loadLayer(
  {
    store,
    id,
    name,
    style,
  }: {
    store: LayerStore;
    id: string;
    name: string;
    style: LayerStyle;
  },
  directory: string,
): boolean;
