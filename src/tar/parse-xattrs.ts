import { compareRaw, type RawPath, rawFromBytes } from '../base/bytes-path.js';
import type { Entry } from '../tree/entry.js';
import { invalidTar } from './invalid.js';
import type { PaxRecords } from './parse-pax.js';

const SCHILY = 'SCHILY.xattr.';
const LIBARCHIVE = 'LIBARCHIVE.xattr.';

/** The xattrs of a member, sorted: star's records, whose values are bytes, and libarchive's, escaped and in base64. */
export function readXattrs(pax: PaxRecords, where: string): Entry['xattrs'] {
  const found = new Map<RawPath, Uint8Array>();
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

function checkedName(name: string, where: string): RawPath {
  if (name !== '' && !name.includes('\0') && name.length <= 255) return name as RawPath;
  throw invalidTar(`an xattr ${where} has a name of ${name.length} bytes, or one with a NUL byte in it`);
}

function unescapeName(name: string): string {
  return name.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

function decodeValue(value: Buffer, where: string): Uint8Array {
  const text = rawFromBytes(value).replaceAll(/[\r\n]/g, '');
  if (/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return Buffer.from(text, 'base64');
  throw invalidTar(`an xattr ${where} is not in base64`);
}
