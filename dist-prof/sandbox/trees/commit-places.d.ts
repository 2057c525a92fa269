import { type RawPath } from '../../base/bytes-path.js';
import type { EffectRules } from '../../commit/rules.js';
import type { Change } from '../../diff/change.js';
import type { LayerStore, LayerStyle } from '../../layers/store.js';
import type { Part } from '../../overlay/part.js';
import type { ViewChanges } from './view-changes.js';
export interface CommitPlacesInput extends ViewChanges {
  readonly store: LayerStore;
  readonly style: LayerStyle;
  readonly createdBy: string;
  readonly rules: EffectRules | undefined;
  readonly places: readonly PlaceChoice[];
  /** What must be in no layer. */
  readonly secrets: readonly Secret[];
}
/** What of one place becomes a layer, and what that is called. */
export interface PlaceChoice {
  readonly at: RawPath;
  readonly name: string;
  /** Globs from the place's root; undefined: all. */
  readonly globs: readonly string[] | undefined;
}
export interface Secret {
  readonly name: string;
  readonly bytes: Uint8Array;
}
export interface PlaceLayer {
  readonly at: RawPath;
  /** Its id. */
  readonly layer: string;
  /** The same for layers that differ in times only. */
  readonly content: string;
  readonly applied: number;
  readonly bytes: number;
}
export type PlacesReport =
  | {
      readonly kind: 'committed';
      /** Of the places in which something was chosen. */
      readonly layers: readonly PlaceLayer[];
      /** Globs that matched no change. */
      readonly idle: readonly string[];
      /** Changes that no glob took. */
      readonly left: number;
    }
  /** Nothing was stored. */
  | {
      readonly kind: 'secret';
      readonly name: string;
      readonly path: string;
    };
interface Tools {
  readonly readView: (view: ViewChanges) => Change[];
}
export declare function commitPlaces(input: CommitPlacesInput, { readView }: Tools): Promise<PlacesReport>;
export declare function placeOf(path: RawPath, parts: readonly Part[]): Part | undefined;
/** The change as seen from its place's own root. */
export declare function rebase(change: Change, { at }: Part): Change;
export {};
