import { pathToFileURL } from 'node:url';
import { formatWithOptions } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import { messageOf } from '../base/errors.js';
import { errorData } from './error-data.js';
export function writeLog(...values) {
  process.stderr.write(`${formatWithOptions({ colors: false }, ...values)}\n`);
}
/** Loads the module, calls its function, and answers with what came of it. Never throws. */
export async function runModule({ module, params, resultBytesMax, context }) {
  let origin = 'load';
  try {
    const job = await loadFunction(module);
    origin = 'function';
    return packResult(await job(deserialize(params), context), resultBytesMax);
  } catch (error) {
    return { kind: 'threw', error: errorData(error), origin };
  }
}
async function loadFunction({ file, exportName, version }) {
  const url = pathToFileURL(file);
  url.searchParams.set('v', version);
  const exports = await import(url.href);
  const found = exports[exportName];
  if (typeof found === 'function') return found;
  const names = Object.keys(exports).filter((name) => typeof exports[name] === 'function');
  const others = names.length === 0 ? 'it exports no function' : `it exports ${names.join(', ')}`;
  throw new TypeError(`The module has no function as its export ${JSON.stringify(exportName)}; ${others}`);
}
function packResult(value, bytesMax) {
  let bytes;
  try {
    bytes = serialize(value);
  } catch (cause) {
    throw Object.assign(new TypeError(`The result cannot be cloned: ${messageOf(cause)}`), {
      code: 'ERR_LAYOVER_RESULT',
    });
  }
  if (bytes.length <= bytesMax) return { kind: 'returned', value: bytes };
  const message = `The result takes ${bytes.length} bytes; ${bytesMax} are the most. Write it to a file instead.`;
  throw Object.assign(new RangeError(message), { code: 'ERR_LAYOVER_RESULT' });
}
//# sourceMappingURL=run-module.js.map
