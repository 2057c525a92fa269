import { posix } from 'node:path';

/**
 * Names and paths inside trees are bytes, not text: a job may write any byte but `/` and NUL.
 * A `RawPath` holds one byte per character (code units 0 to 255), so comparison by code unit is
 * comparison by byte, and the native door passes it to the kernel unchanged.
 *
 * Raw paths are relative, without a leading or trailing slash; the root of a tree is the empty one.
 */
declare const rawPathBrand: unique symbol;
export type RawPath = string & { readonly [rawPathBrand]: true };

/** An absolute path on the host, in raw form too: a lower's path may hold any byte but NUL. */
export type HostPath = RawPath & { readonly [hostPathBrand]: true };
declare const hostPathBrand: unique symbol;

/** The absolute host path of `path`, from text or bytes, against `base` (default: the working directory) where relative. */
export function hostPath(path: string | Uint8Array, base?: string): HostPath {
  const raw = typeof path === 'string' ? rawFromText(path) : rawFromBytes(path);
  // An absolute path needs no working directory, which may be gone.
  if (posix.isAbsolute(raw)) return posix.normalize(raw).replace(/(?<=.)\/+$/, '') as HostPath;
  return posix.resolve(rawFromText(base ?? process.cwd()), raw) as HostPath;
}

/** A host path as `node:fs` takes it. */
export function fsPath(path: HostPath): Buffer {
  return bytesFromRaw(path);
}

/** The root of a tree. */
export const ROOT_PATH: RawPath = '' as RawPath;

/** The bytes of `text` in UTF-8, one per character. */
export function rawFromText(text: string): RawPath {
  return Buffer.from(text, 'utf8').toString('latin1') as RawPath;
}

/** The bytes of a buffer, one per character. */
export function rawFromBytes(bytes: Uint8Array): RawPath {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1') as RawPath;
}

export function bytesFromRaw(raw: string): Buffer {
  return Buffer.from(raw, 'latin1');
}

/** The text these bytes spell, or undefined where they are not valid UTF-8. */
export function textFromRaw(raw: string): string | undefined {
  const bytes = bytesFromRaw(raw);
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? text : undefined;
}

export function joinRaw(parent: RawPath, name: string): RawPath {
  return (parent === '' ? name : name === '' ? parent : `${parent}/${name}`) as RawPath;
}

export function splitRaw(path: RawPath): { parent: RawPath; name: RawPath } {
  const cut = path.lastIndexOf('/');
  return { parent: path.slice(0, Math.max(cut, 0)) as RawPath, name: path.slice(cut + 1) as RawPath };
}

export function componentsOf(path: RawPath): RawPath[] {
  return path === '' ? [] : (path.split('/') as RawPath[]);
}

/** Whether `path` is `ancestor` or lies below it. */
export function isBelow(path: RawPath, ancestor: RawPath): boolean {
  return ancestor === '' || path === ancestor || path.startsWith(`${ancestor}/`);
}

/** Byte order with `/` lowest, so that a directory's content follows it directly. */
export function compareRaw(left: RawPath, right: RawPath): number {
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at += 1) {
    const a = left.charCodeAt(at);
    const b = right.charCodeAt(at);
    if (a !== b) return (a === SLASH ? -1 : a) - (b === SLASH ? -1 : b);
  }
  return left.length - right.length;
}

const SLASH = 0x2f;

/** How a path is shown: as it is, or quoted and escaped as Git does where a byte is not printable. */
export function quoteRaw(path: RawPath): string {
  if (path === '') return '.';
  const text = textFromRaw(path);
  if (text !== undefined && !NEEDS_QUOTES.test(text)) return text;
  return `"${text === undefined ? escapeBytes(path) : escapeText(text)}"`;
}

// Control bytes, quote, backslash, C1 controls, and marks that reorder or hide text on a terminal.
const NEEDS_QUOTES = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}"\\]/u;
const NAMED_ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\t': '\\t',
  '\r': '\\r',
};

function escapeText(text: string): string {
  return [...text].map((char) => (NEEDS_QUOTES.test(char) ? escapeBytes(rawFromText(char)) : char)).join('');
}

function escapeBytes(raw: string): string {
  return [...raw]
    .map((char) => {
      const named = NAMED_ESCAPES[char];
      if (named !== undefined) return named;
      const code = char.charCodeAt(0);
      return code < 0x20 || code > 0x7e ? `\\${code.toString(8).padStart(3, '0')}` : char;
    })
    .join('');
}

/** `{ path }` where the bytes are UTF-8, else `{ pathBase64 }`: the form used in JSON. */
export type JsonPath = { path: string } | { pathBase64: string };

export function jsonPath(raw: RawPath): JsonPath {
  const text = textFromRaw(raw);
  return text === undefined ? { pathBase64: bytesFromRaw(raw).toString('base64') } : { path: text };
}

export function rawFromJson(json: JsonPath): RawPath {
  return 'path' in json ? rawFromText(json.path) : rawFromBytes(Buffer.from(json.pathBase64, 'base64'));
}
