import { Keeper } from '../../jail/keeper.js';
import { type OwnMap } from '../../jail/own-map.js';
import type { Check } from './check.js';
export interface StartedKeeper {
  readonly keeper: Keeper | undefined;
  /** Undefined in root mode. */
  readonly map: OwnMap | undefined;
  readonly checks: readonly Check[];
}
/** Starts a keeper as the runner would; where its ranges do not work, with the caller's own id alone. */
export declare function startKeeper(mode: 'root' | 'rootless'): Promise<StartedKeeper>;
