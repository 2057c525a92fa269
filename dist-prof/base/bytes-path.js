import { posix } from 'node:path';
/** The absolute host path of `path`, from text or bytes, against `base` (default: the working directory) where relative. */
export function hostPath(path, base) {
  const raw = typeof path === 'string' ? rawFromText(path) : rawFromBytes(path);
  // An absolute path needs no working directory, which may be gone.
  if (posix.isAbsolute(raw)) return posix.normalize(raw).replace(/(?<=.)\/+$/, '');
  return posix.resolve(rawFromText(base ?? process.cwd()), raw);
}
/** A host path as `node:fs` takes it. */
export function fsPath(path) {
  return bytesFromRaw(path);
}
/** The root of a tree. */
export const ROOT_PATH = '';
/** The bytes of `text` in UTF-8, one per character. */
export function rawFromText(text) {
  return Buffer.from(text, 'utf8').toString('latin1');
}
/** The bytes of a buffer, one per character. */
export function rawFromBytes(bytes) {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
export function bytesFromRaw(raw) {
  return Buffer.from(raw, 'latin1');
}
/** The text these bytes spell, or undefined where they are not valid UTF-8. */
export function textFromRaw(raw) {
  const bytes = bytesFromRaw(raw);
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? text : undefined;
}
export function joinRaw(parent, name) {
  return parent === '' ? name : name === '' ? parent : `${parent}/${name}`;
}
export function splitRaw(path) {
  const cut = path.lastIndexOf('/');
  return { parent: path.slice(0, Math.max(cut, 0)), name: path.slice(cut + 1) };
}
export function componentsOf(path) {
  return path === '' ? [] : path.split('/');
}
/** Whether `path` is `ancestor` or lies below it. */
export function isBelow(path, ancestor) {
  return ancestor === '' || path === ancestor || path.startsWith(`${ancestor}/`);
}
/** Byte order with `/` lowest, so that a directory's content follows it directly. */
export function compareRaw(left, right) {
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
export function quoteRaw(path) {
  if (path === '') return '.';
  const text = textFromRaw(path);
  if (text !== undefined && !NEEDS_QUOTES.test(text)) return text;
  return `"${text === undefined ? escapeBytes(path) : escapeText(text)}"`;
}
// Control bytes, quote, backslash, C1 controls, and marks that reorder or hide text on a terminal.
const NEEDS_QUOTES = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}"\\]/u;
const NAMED_ESCAPES = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\t': '\\t',
  '\r': '\\r',
};
function escapeText(text) {
  return [...text].map((char) => (NEEDS_QUOTES.test(char) ? escapeBytes(rawFromText(char)) : char)).join('');
}
function escapeBytes(raw) {
  return [...raw]
    .map((char) => {
      const named = NAMED_ESCAPES[char];
      if (named !== undefined) return named;
      const code = char.charCodeAt(0);
      return code < 0x20 || code > 0x7e ? `\\${code.toString(8).padStart(3, '0')}` : char;
    })
    .join('');
}
export function jsonPath(raw) {
  const text = textFromRaw(raw);
  return text === undefined ? { pathBase64: bytesFromRaw(raw).toString('base64') } : { path: text };
}
export function rawFromJson(json) {
  return 'path' in json ? rawFromText(json.path) : rawFromBytes(Buffer.from(json.pathBase64, 'base64'));
}
//# sourceMappingURL=bytes-path.js.map
