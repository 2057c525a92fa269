import type { LimitRequest } from '../../jail/limits/request.js';
import type { LimitSpec } from './spec.js';
/** The caller's limits, and the definition's where the caller says nothing. */
export declare function resolveLimits(asked?: LimitSpec, defined?: LimitSpec): LimitRequest;
