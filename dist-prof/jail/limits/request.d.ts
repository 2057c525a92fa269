import type { LimitName } from '../receipt.js';
/** The limits that were asked for. */
export type LimitRequest = {
  readonly [N in LimitName]?: number | undefined;
};
