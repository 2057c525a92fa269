import type { MarkStyle } from '../../../overlay/part.js';
import { type ChainLink } from '../../record.js';
import type { LayerStore } from '../../store.js';
import { type ExportEntry } from './entries.js';
/** One layer on its way out. */
export interface LayerPlan {
  readonly entries: readonly ExportEntry[];
  /** The stored layer that makes the same tar on whatever it lies. */
  readonly cacheId?: string | undefined;
  readonly createdAt?: string | undefined;
  readonly createdBy?: string | undefined;
  /** It is one of the user's own directories. */
  readonly isDirectory?: boolean | undefined;
}
export interface PlanImageOptions {
  readonly store: LayerStore;
  /** The topmost first. */
  readonly chain: readonly ChainLink[];
  /** A layer that is in no store yet, above the chain. */
  readonly top?: LayerPlan | undefined;
  /** How directories of the user's say that something is deleted. */
  readonly marks: MarkStyle;
  /** Makes one layer of all of them. */
  readonly flat?: boolean | undefined;
  /** The chain is one layer, and what it lies on is not known: what it hides is not spelled out. */
  readonly isAlone?: boolean | undefined;
  readonly check?: (() => void) | undefined;
}
/** The layers, the lowest first. */
export declare function planImage(options: PlanImageOptions): LayerPlan[];
