/** Headers of ustar, GNU tar, star and the tar before them, read strictly: POSIX pax, "ustar Interchange Format". */
import { rawFromBytes } from '../base/bytes-path.js';
import { BLOCK_BYTES, NAME_BYTES } from './header.js';
import { invalidTar } from './invalid.js';

const CHECKSUM_AT = 148;
const CHECKSUM_BYTES = 8;
const MAGIC_AT = 257;
const STAR_TRAILER_AT = 508;
/** Whether a block has only zeros in it, which ends an archive. */
export function isEmptyBlock(block) {
  return block.equals(EMPTY_BLOCK);
}
const EMPTY_BLOCK = Buffer.alloc(BLOCK_BYTES);
/** Whether a block could be a header at all, by its checksum. */
export function hasChecksum(block) {
  return block.length >= BLOCK_BYTES && isSumRight(block);
}
/** `where` says which block this is, for errors. */
export function parseHeader(block, where) {
  if (!hasChecksum(block)) throw invalidTar(`the header ${where} has a wrong checksum`);
  const number = (name, at, length) => readNumber(block.subarray(at, at + length), `${name} ${where}`);
  const isPosix = block.toString('latin1', MAGIC_AT, MAGIC_AT + 6) === 'ustar\0';
  const isOld = block.toString('latin1', MAGIC_AT, MAGIC_AT + 5) !== 'ustar';
  return {
    flag: String.fromCharCode(block[156] ?? 0),
    path: isPosix ? withPrefix(block) : textAt(block, 0, NAME_BYTES),
    linkPath: textAt(block, 157, NAME_BYTES),
    mode: Number(BigInt.asUintN(12, BigInt(number('mode', 100, 8)))),
    uid: toId(number('uid', 108, 8), `uid ${where}`),
    gid: toId(number('gid', 116, 8), `gid ${where}`),
    size: toSize(number('size', 124, 12), where),
    mtimeSeconds: BigInt(number('mtime', 136, 12)),
    device: isOld
      ? { major: 0, minor: 0 }
      : {
          major: toId(number('device', 329, 8), `device ${where}`),
          minor: toId(number('device', 337, 8), `device ${where}`),
        },
  };
}
/** The largest id there is; the one above means "none" to the kernel. */
const ID_MAX = 2 ** 32 - 2;
/** A user or group id, or half of a device number. */
export function toId(value, what) {
  if (value >= 0n && value <= ID_MAX) return Number(value);
  throw invalidTar(`the ${what} is ${value}, which is no number from 0 to ${ID_MAX}`);
}
export function toSize(value, where) {
  if (value >= 0n && value <= Number.MAX_SAFE_INTEGER) return Number(value);
  throw invalidTar(`the size ${where} is ${value} bytes`);
}
function withPrefix(block) {
  const isStar = block.toString('latin1', STAR_TRAILER_AT, STAR_TRAILER_AT + 4) === 'tar\0';
  const prefix = textAt(block, 345, isStar ? 131 : 155);
  const name = textAt(block, 0, NAME_BYTES);
  return prefix === '' ? name : `${prefix}/${name}`;
}
function textAt(block, at, length) {
  const field = block.subarray(at, at + length);
  const end = field.indexOf(0);
  return rawFromBytes(end < 0 ? field : field.subarray(0, end));
}
/** Octal digits between blanks or NULs, or the base-256 form of GNU tar, whose first bit is set. */
export function readNumber(field, what) {
  const [first = 0] = field;
  if ((first & 0x80) !== 0) return readBinary(field);
  const value = parseOctal(field);
  if (value !== undefined) return value;
  throw invalidTar(`the ${what} is ${JSON.stringify(field.toString('latin1'))}, which is no octal number`);
}
const ZERO = 0x30;
/** By hand: there are eight of them in every header. A field without digits is 0. */
function parseOctal(field) {
  let [at, end, value] = [0, field.length, 0];
  while (at < end && isBlank(field[at])) at += 1;
  while (end > at && isBlank(field[end - 1])) end -= 1;
  for (; at < end; at += 1) {
    const digit = (field[at] ?? 0) - ZERO;
    if (digit < 0 || digit > 7) return undefined;
    value = value * 8 + digit;
  }
  return value;
}
function isBlank(byte) {
  return byte === 0 || byte === 0x20;
}
/** Two's complement; the first bit only marks the form, so the second is the sign. */
function readBinary(field) {
  const bytes = Buffer.from(field);
  const [first = 0] = bytes;
  const isNegative = (first & 0x40) !== 0;
  bytes[0] = isNegative ? first : first & 0x7f;
  const value = BigInt(`0x${bytes.toString('hex')}`);
  return isNegative ? value - (1n << BigInt(8 * bytes.length)) : value;
}
/** Some old programs added bytes up as signed ones. */
function isSumRight(block) {
  let [unsigned, signed] = [0, 0];
  for (let at = 0; at < BLOCK_BYTES; at += 1) {
    const isOwn = at >= CHECKSUM_AT && at < CHECKSUM_AT + CHECKSUM_BYTES;
    const byte = isOwn ? 0x20 : (block[at] ?? 0);
    unsigned += byte;
    signed += byte > 0x7f ? byte - 0x100 : byte;
  }
  const wanted = parseOctal(block.subarray(CHECKSUM_AT, CHECKSUM_AT + CHECKSUM_BYTES));
  return wanted === unsigned || wanted === signed;
}
//# sourceMappingURL=parse-header.js.map
