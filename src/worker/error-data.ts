import { serialize } from 'node:v8';
import { CODE_FOLDER } from './code-folder.js';

/** An error as data: what cloning would lose of it is kept. */
export interface ErrorData {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  readonly code?: string | number;
  /** Its other own fields, those that can be cloned. */
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly cause?: ErrorData;
}

const TEXT_MAX = 64 << 10;
const FIELD_BYTES_MAX = 64 << 10;
const DEPTH_MAX = 5;

/** Anything that was thrown; never throws itself, whatever getters and proxies the value has. */
export function errorData(thrown: unknown, depth = 0): ErrorData {
  try {
    return thrown instanceof Error || isErrorLike(thrown) ? readError(thrown, depth) : describeValue(thrown);
  } catch {
    return { name: 'Error', message: 'The value that was thrown cannot be read' };
  }
}

function isErrorLike(value: unknown): value is Error {
  return typeof value === 'object' && value !== null && 'message' in value && 'stack' in value;
}

/** What cannot be read of it is left out: the rest is worth having. */
function readError(error: Error, depth: number): ErrorData {
  const read = (key: string): unknown => readProperty(error, key);
  const name = read('name') ?? 'Error';
  const message = read('message') ?? 'The message of what was thrown cannot be read';
  const stack = read('stack');
  const cause = read('cause');
  const code = read('code');
  const fields = readFields(error);
  return {
    name: cut(String(name)),
    message: cut(String(message)),
    ...(typeof stack === 'string' && { stack: cut(ownPart(stack)) }),
    ...((typeof code === 'string' || typeof code === 'number') && { code }),
    ...(fields && { fields }),
    ...(cause !== undefined && depth < DEPTH_MAX && { cause: errorData(cause, depth + 1) }),
  };
}

function readProperty(object: object, key: string): unknown {
  try {
    return Reflect.get(object, key) as unknown;
  } catch {
    return undefined;
  }
}

const OUR_FOLDER: string = new URL('.', import.meta.url).href;

/** Without our own calls at its end, and with the paths that the module has on the host. */
function ownPart(stack: string): string {
  const lines = stack.split('\n');
  const ours = lines.findIndex((line) => /^\s+at /.test(line) && line.includes(OUR_FOLDER));
  const kept = ours > 0 ? lines.slice(0, ours) : lines;
  return kept
    .join('\n')
    .replaceAll(`${CODE_FOLDER}/`, '/')
    .replaceAll(/(\.\w+)\?v=[\d-]+:/g, '$1:');
}

const OWN_PLACE: ReadonlySet<string> = new Set(['name', 'message', 'stack', 'code', 'cause']);

function readFields(error: object): Record<string, unknown> | undefined {
  const fields: Record<string, unknown> = {};
  for (const name of Object.keys(error)) {
    if (OWN_PLACE.has(name)) continue;
    const value = readProperty(error, name);
    if (value !== undefined && canClone(value)) fields[name] = value;
  }
  return Object.keys(fields).length > 0 ? fields : undefined;
}

function canClone(value: unknown): boolean {
  try {
    return serialize(value).length <= FIELD_BYTES_MAX;
  } catch {
    return false;
  }
}

function describeValue(value: unknown): ErrorData {
  const kind = value === null || value === undefined ? '' : `, a ${typeof value},`;
  const message = typeof value === 'string' ? value : `${String(value)}${kind} was thrown`;
  const isKept = value !== undefined && canClone(value);
  return { name: 'Error', message: cut(message), ...(isKept && { fields: { thrown: value } }) };
}

function cut(text: string): string {
  return text.length <= TEXT_MAX ? text : `${text.slice(0, TEXT_MAX)}...`;
}
