import type { RunSpec } from './spec.js';
import { type WorkerSpec } from './worker-spec.js';
/** Throws LAYOVER_USAGE for the first thing that is wrong with a spec. */
export declare function checkSpec(spec: RunSpec | WorkerSpec): void;
