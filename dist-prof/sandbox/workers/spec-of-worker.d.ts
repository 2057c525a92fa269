import { type JobCode } from '../../worker/code-roots.js';
import type { RunSpec } from '../definition/spec.js';
import { type WorkerSpec } from '../definition/worker-spec.js';
export declare const RESULT_BYTES_MAX: number;
/** The module's packages are binds like any other. */
export declare function asRunSpec(
  { worker: _worker, params: _params, isolation: _isolation, ...spec }: WorkerSpec,
  code: JobCode,
): RunSpec;
export declare function packParams(params: unknown): Uint8Array;
