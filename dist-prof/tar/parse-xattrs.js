import { compareRaw, rawFromBytes } from '../base/bytes-path.js';
import { invalidTar } from './invalid.js';

const SCHILY = 'SCHILY.xattr.';
const LIBARCHIVE = 'LIBARCHIVE.xattr.';
/** The xattrs of a member, sorted: star's records, whose values are bytes, and libarchive's, escaped and in base64. */
export function readXattrs(pax, where) {
  const found = new Map();
  for (const [key, value] of pax) {
    if (key.startsWith(LIBARCHIVE)) {
      const name = unescapeName(key.slice(LIBARCHIVE.length));
      // The same attribute is there in both forms where libarchive wrote it.
      if (!pax.has(`${SCHILY}${name}`)) found.set(checkedName(name, where), decodeValue(value, where));
    } else if (key.startsWith(SCHILY)) {
      found.set(checkedName(key.slice(SCHILY.length), where), value);
    }
  }
  return [...found].sort(([left], [right]) => compareRaw(left, right));
}
function checkedName(name, where) {
  if (name !== '' && !name.includes('\0') && name.length <= 255) return name;
  throw invalidTar(`an xattr ${where} has a name of ${name.length} bytes, or one with a NUL byte in it`);
}
function unescapeName(name) {
  return name.replace(/%([0-9A-Fa-f]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}
function decodeValue(value, where) {
  const text = rawFromBytes(value).replaceAll(/[\r\n]/g, '');
  if (/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return Buffer.from(text, 'base64');
  throw invalidTar(`an xattr ${where} is not in base64`);
}
//# sourceMappingURL=parse-xattrs.js.map
