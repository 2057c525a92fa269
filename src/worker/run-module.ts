import { pathToFileURL } from 'node:url';
import { formatWithOptions } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import { messageOf } from '../base/errors.js';
import { errorData } from './error-data.js';
import type { ErrorOrigin, JobModule, ThreadEnd } from './messages.js';

/** What a job's function is given beside its params. */
export interface JobContext {
  /** The root of the view. */
  readonly root: string;
  /** Aborted when the job is canceled or its time is up; a job that has looked at it gets a moment to end by itself. */
  readonly signal: AbortSignal;
  /** Writes a line to the job's standard error, formatted as `console.error` does. */
  readonly log: (...values: unknown[]) => void;
}

export interface ModuleRun {
  readonly module: JobModule;
  readonly params: Uint8Array;
  readonly resultBytesMax: number;
  readonly context: JobContext;
}

export function writeLog(...values: unknown[]): void {
  process.stderr.write(`${formatWithOptions({ colors: false }, ...values)}\n`);
}

/** Loads the module, calls its function, and answers with what came of it. Never throws. */
export async function runModule({ module, params, resultBytesMax, context }: ModuleRun): Promise<ThreadEnd> {
  let origin: ErrorOrigin = 'load';
  try {
    const job = await loadFunction(module);
    origin = 'function';
    return packResult(await job(deserialize(params), context), resultBytesMax);
  } catch (error) {
    return { kind: 'threw', error: errorData(error), origin };
  }
}

type JobFunction = (params: unknown, context: JobContext) => unknown;

async function loadFunction({ file, exportName, version }: JobModule): Promise<JobFunction> {
  const url = pathToFileURL(file);
  url.searchParams.set('v', version);
  const exports = (await import(url.href)) as Record<string, unknown>;
  const found = exports[exportName];
  if (typeof found === 'function') return found as JobFunction;
  const names = Object.keys(exports).filter((name) => typeof exports[name] === 'function');
  const others = names.length === 0 ? 'it exports no function' : `it exports ${names.join(', ')}`;
  throw new TypeError(`The module has no function as its export ${JSON.stringify(exportName)}; ${others}`);
}

function packResult(value: unknown, bytesMax: number): ThreadEnd {
  let bytes: Buffer;
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
