/** What a worker's spec comes to as that of a command, and its params as bytes. */
import { serialize } from 'node:v8';
import { LayoverError, messageOf } from '../../base/errors.js';
import { viewPathOf } from '../../worker/code-roots.js';
import { usageError } from '../definition/resolve-view.js';
import { workerWords } from '../definition/worker-spec.js';

const PARAMS_BYTES_MAX = 8 << 20;
export const RESULT_BYTES_MAX = 8 << 20;
/** The module's packages are binds like any other. */
export function asRunSpec({ worker: _worker, params: _params, isolation: _isolation, ...spec }, code) {
  const binds = code.roots.map((root) => ({ source: root, target: viewPathOf(root) }));
  return { ...spec, command: workerWords(code.label), binds: [...(spec.binds ?? []), ...binds] };
}
export function packParams(params) {
  let bytes;
  try {
    bytes = serialize(params);
  } catch (cause) {
    throw new LayoverError('LAYOVER_USAGE', `The worker's params cannot be cloned: ${messageOf(cause)}`, {
      cause,
    });
  }
  if (bytes.length <= PARAMS_BYTES_MAX) return bytes;
  throw usageError(
    `The worker's params take ${bytes.length} bytes; ${PARAMS_BYTES_MAX} are the most`,
    'Put what is large into a file of a lower.',
  );
}
//# sourceMappingURL=spec-of-worker.js.map
