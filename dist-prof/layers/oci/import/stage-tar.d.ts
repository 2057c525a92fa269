import type { ChainLink } from '../../record.js';
import { type StagedLayer } from '../../stage.js';
import type { Digest } from '../documents.js';
import { type Bytes } from './bytes.js';
import type { ImportContext } from './context.js';
import type { LowerView } from './lower-view.js';
export interface TarLayer {
  /** Names it in errors: `Layer 2 of 3`. */
  readonly what: string;
  readonly bytes: Bytes;
  /** Whether they may be packed. */
  readonly mayBePacked: boolean;
  /** What its bytes have to be, as they lie there. */
  readonly blob?:
    | {
        readonly digest: Digest;
        readonly size: number;
      }
    | undefined;
  /** What the plain tar in them has to be. */
  readonly diffId?: Digest | undefined;
  readonly createdBy?: string | undefined;
  /** The topmost first. */
  readonly below: readonly ChainLink[];
  /** What lies below shows; undefined where that is not known. */
  readonly view?: LowerView | undefined;
  /** Nothing comes on top of it, so the view need not have it. */
  readonly isTopmost?: boolean | undefined;
}
/** The caller disposes of the staging. Nothing is left of it where this fails. */
export declare function stageTar(layer: TarLayer, context: ImportContext): Promise<StagedLayer>;
