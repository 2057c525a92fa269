import { quoteRaw, rawFromBytes, textFromRaw } from '../base/bytes-path.js';
import { LayoverError } from '../base/errors.js';
import {
  BLOCK_BYTES,
  ID_DIGITS,
  maxOctal,
  NAME_BYTES,
  paddingOf,
  SIZE_DIGITS,
  splitName,
  writeHeader,
} from './header.js';

const NS_PER_SECOND = 1000000000n;
/** All that stands before a member's content: its PAX records, where the header does not say it all, and the header. */
export function encodeMember(source) {
  const body = bodyOf(source);
  if (body === '') {
    const out = Buffer.alloc(BLOCK_BYTES);
    writeHeader(out, 0, source.member);
    return out;
  }
  const end = BLOCK_BYTES + body.length + paddingOf(body.length);
  const out = Buffer.alloc(end + BLOCK_BYTES);
  writeHeader(out, 0, headerOf(body.length));
  out.write(body, BLOCK_BYTES, 'latin1');
  writeHeader(out, end, source.member);
  return out;
}
/** Whole seconds, rounded down, as the header has them; a negative time is 0 there. */
export function headerSeconds(mtimeNs) {
  return mtimeNs < 0n ? 0 : Number(mtimeNs / NS_PER_SECOND);
}
// Nothing of the member is in the header of its records, so equal trees give equal bytes.
function headerOf(size) {
  const path = '././@PaxHeader';
  return { type: 'pax', path, mode: 0o644, uid: 0, gid: 0, size, mtimeSeconds: 0 };
}
/** The records in the order of their keys, one byte for each character. */
function bodyOf({ member, mtimeNs, xattrs }) {
  const records = [...nameRecords(member), ...numberRecords(member)];
  if (!fitsHeader(mtimeNs)) records.push(['mtime', decimalSeconds(mtimeNs)]);
  for (const [name, value] of xattrs) {
    requireXattrName(member.path, name);
    records.push([`SCHILY.xattr.${name}`, rawFromBytes(value)]);
  }
  return records
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(encodeRecord)
    .join('');
}
/** Names beyond ASCII are always in records: what a header's bytes mean there is not agreed on. */
function nameRecords({ path, linkPath = '' }) {
  const isPathPlain = splitName(path) !== undefined && isAscii(path);
  const isLinkPlain = linkPath.length <= NAME_BYTES && isAscii(linkPath);
  if (isPathPlain && isLinkPlain) return [];
  const names = [];
  if (!isPathPlain) names.push(['path', path]);
  if (!isLinkPlain) names.push(['linkpath', linkPath]);
  const isBinary = names.some(([, name]) => textFromRaw(name) === undefined);
  return isBinary ? [...names, ['hdrcharset', 'BINARY']] : names;
}
function numberRecords({ size, uid, gid }) {
  if (size <= SIZE_MAX && uid <= ID_MAX && gid <= ID_MAX) return [];
  const fields = [
    ['size', size, SIZE_MAX],
    ['uid', uid, ID_MAX],
    ['gid', gid, ID_MAX],
  ];
  return fields.filter(([, value, max]) => value > max).map(([key, value]) => [key, String(value)]);
}
const SIZE_MAX = maxOctal(SIZE_DIGITS);
const ID_MAX = maxOctal(ID_DIGITS);
function isAscii(text) {
  return !/[\x80-\xff]/.test(text);
}
function fitsHeader(mtimeNs) {
  return mtimeNs >= 0n && mtimeNs % NS_PER_SECOND === 0n && mtimeNs / NS_PER_SECOND <= SECONDS_MAX;
}
const SECONDS_MAX = BigInt(SIZE_MAX);
function decimalSeconds(ns) {
  const size = ns < 0n ? -ns : ns;
  const fraction = (size % NS_PER_SECOND).toString().padStart(9, '0').replace(/0+$/, '');
  return `${ns < 0n ? '-' : ''}${size / NS_PER_SECOND}${fraction === '' ? '' : `.${fraction}`}`;
}
/** A name with `=` would end there, and its rest be read as the value: LAYOVER_COMMIT_PATH. */
export function requireXattrName(path, name) {
  if (!/[=\n]/.test(name)) return;
  const message = `${quoteRaw(path)} has an xattr that no tar can hold: ${quoteRaw(name)}`;
  throw new LayoverError('LAYOVER_COMMIT_PATH', message, {
    hint: 'Remove the xattr, or leave the path out.',
  });
}
/** `length key=value\n`, where the length counts its own digits. */
function encodeRecord([key, value]) {
  const rest = ` ${key}=${value}\n`;
  let length = rest.length + 1;
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length;
  return `${length}${rest}`;
}
//# sourceMappingURL=pax.js.map
