/** The records of PAX headers, read strictly: one that cannot be read makes the whole archive one that cannot. */
import { rawFromBytes } from '../base/bytes-path.js';
import { invalidTar } from './invalid.js';

/** Of the oldest form of sparse files, the only records that come several times: as the next form has them, in one. */
const SPAN_KEYS = ['GNU.sparse.offset', 'GNU.sparse.numbytes'];
const LENGTH_DIGITS_MAX = 10;
const SPACE = 0x20;
const EQUALS = 0x3d;
const NEWLINE = 0x0a;
/** `length key=value\n`, where the length counts all of it. */
export function parsePaxRecords(body, where) {
  const records = new Map();
  const spans = [];
  for (let at = 0; at < body.length; ) {
    const { key, value, end } = readRecord(body, at, where);
    if (SPAN_KEYS.includes(key)) spans.push(spanNumber(key, value, { count: spans.length, where }));
    else if (value.length === 0) records.delete(key);
    else records.set(key, value);
    at = end;
  }
  if (spans.length > 0) records.set('GNU.sparse.map', Buffer.from(spans.join(','), 'latin1'));
  return records;
}
/** Offset and length take turns. */
function spanNumber(key, value, { count, where }) {
  if (SPAN_KEYS[count % 2] === key) return value.toString('latin1');
  throw invalidTar(`the extended header ${where} has ${key} out of turn`);
}
function readRecord(body, at, where) {
  const space = body.subarray(at, at + LENGTH_DIGITS_MAX + 1).indexOf(SPACE);
  const digits = body.toString('latin1', at, at + Math.max(space, 0));
  const end = at + Number(digits);
  const isWhole = /^[1-9]\d*$/.test(digits) && end <= body.length && body[end - 1] === NEWLINE;
  const content = body.subarray(at + space + 1, Math.max(end - 1, 0));
  const equals = isWhole ? content.indexOf(EQUALS) : -1;
  if (equals <= 0) throw invalidTar(`the extended header ${where} has a record that cannot be read`);
  return { key: content.toString('latin1', 0, equals), value: content.subarray(equals + 1), end };
}
/** A path from a record; NUL would end it for the kernel, and with that be another path. */
export function readPathRecord(value, where) {
  if (!value.includes(0)) return rawFromBytes(value);
  throw invalidTar(`the extended header ${where} has a path with a NUL byte in it`);
}
/** A whole decimal number. */
export function readNumberRecord(value, what) {
  const text = value.toString('latin1');
  if (/^-?\d{1,20}$/.test(text)) return BigInt(text);
  throw invalidTar(`the ${what} is ${JSON.stringify(text.slice(0, 40))}, which is no number`);
}
const NS_DIGITS = 9;
const NS_PER_SECOND = 1000000000n;
/** Seconds with a fraction, in nanoseconds, rounded down. */
export function readTimeRecord(value, where) {
  const text = value.toString('latin1');
  const match = /^(-?)(\d{1,20})(?:\.(\d{0,40}))?$/.exec(text);
  if (match === null) {
    throw invalidTar(`the time ${where} is ${JSON.stringify(text.slice(0, 40))}, which is no time`);
  }
  const [, sign, seconds = '0', fraction = ''] = match;
  const ns = BigInt(seconds) * NS_PER_SECOND + BigInt(fraction.slice(0, NS_DIGITS).padEnd(NS_DIGITS, '0'));
  const isCut = /[1-9]/.test(fraction.slice(NS_DIGITS));
  if (sign !== '-') return ns;
  return isCut ? -ns - 1n : -ns;
}
//# sourceMappingURL=parse-pax.js.map
