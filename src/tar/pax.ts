import { bytesFromRaw, quoteRaw, type RawPath, textFromRaw } from '../base/bytes-path.js';
import { LayoverError } from '../base/errors.js';
import type { Entry } from '../tree/entry.js';
import {
  encodeHeader,
  ID_DIGITS,
  maxOctal,
  NAME_BYTES,
  paddingOf,
  SIZE_DIGITS,
  splitName,
  type TarMember,
} from './header.js';

const NS_PER_SECOND = 1_000_000_000n;

/** What a member has that its ustar header may not hold. */
export interface PaxSource {
  readonly member: TarMember;
  readonly mtimeNs: bigint;
  readonly xattrs: Entry['xattrs'];
}

/** The blocks that go before a member's header; none where the header says it all. */
export function encodePax(source: PaxSource): Buffer {
  const records = recordsOf(source);
  if (records.size === 0) return Buffer.alloc(0);
  const keys = [...records.keys()].sort();
  const body = Buffer.concat(keys.map((key) => encodeRecord(key, records.get(key) ?? Buffer.alloc(0))));
  return Buffer.concat([encodeHeader(headerOf(body.length)), body, Buffer.alloc(paddingOf(body.length))]);
}

/** Whole seconds, rounded down, as the header has them; a negative time is 0 there. */
export function headerSeconds(mtimeNs: bigint): number {
  return mtimeNs < 0n ? 0 : Number(mtimeNs / NS_PER_SECOND);
}

// Nothing of the member is in the header of its records, so equal trees give equal bytes.
function headerOf(size: number): TarMember {
  const path = '././@PaxHeader' as RawPath;
  return { type: 'pax', path, mode: 0o644, uid: 0, gid: 0, size, mtimeSeconds: 0 };
}

function recordsOf(source: PaxSource): Map<string, Buffer> {
  const { member, mtimeNs, xattrs } = source;
  const numbers = numberRecords(member);
  if (!fitsHeader(mtimeNs)) numbers.push(['mtime', decimalSeconds(mtimeNs)]);
  const records = new Map<string, Buffer>();
  for (const [key, value] of [...nameRecords(member), ...numbers]) records.set(key, bytesFromRaw(value));
  for (const [name, value] of xattrs) {
    requireXattrName(member.path, name);
    records.set(`SCHILY.xattr.${name}`, Buffer.from(value));
  }
  return records;
}

/** Names beyond ASCII are always in records: what a header's bytes mean there is not agreed on. */
function nameRecords({ path, linkPath = '' as RawPath }: TarMember): Array<[string, string]> {
  const names: Array<[string, RawPath]> = [];
  if (splitName(path) === undefined || !isAscii(path)) names.push(['path', path]);
  if (linkPath.length > NAME_BYTES || !isAscii(linkPath)) names.push(['linkpath', linkPath]);
  const isBinary = names.some(([, name]) => textFromRaw(name) === undefined);
  return isBinary ? [...names, ['hdrcharset', 'BINARY']] : names;
}

function numberRecords({ size, uid, gid }: TarMember): Array<[string, string]> {
  const fields: Array<[key: string, value: number, digits: number]> = [
    ['size', size, SIZE_DIGITS],
    ['uid', uid, ID_DIGITS],
    ['gid', gid, ID_DIGITS],
  ];
  return fields
    .filter(([, value, digits]) => value > maxOctal(digits))
    .map(([key, value]) => [key, String(value)]);
}

function isAscii(text: string): boolean {
  return !/[\x80-\xff]/.test(text);
}

function fitsHeader(mtimeNs: bigint): boolean {
  return (
    mtimeNs >= 0n &&
    mtimeNs % NS_PER_SECOND === 0n &&
    mtimeNs / NS_PER_SECOND <= BigInt(maxOctal(SIZE_DIGITS))
  );
}

function decimalSeconds(ns: bigint): string {
  const size = ns < 0n ? -ns : ns;
  const fraction = (size % NS_PER_SECOND).toString().padStart(9, '0').replace(/0+$/, '');
  return `${ns < 0n ? '-' : ''}${size / NS_PER_SECOND}${fraction === '' ? '' : `.${fraction}`}`;
}

/** A name with `=` would end there, and its rest be read as the value: LAYOVER_COMMIT_PATH. */
export function requireXattrName(path: RawPath, name: RawPath): void {
  if (!/[=\n]/.test(name)) return;
  const message = `${quoteRaw(path)} has an xattr that no tar can hold: ${quoteRaw(name)}`;
  throw new LayoverError('LAYOVER_COMMIT_PATH', message, {
    hint: 'Remove the xattr, or leave the path out.',
  });
}

/** `length key=value\n`, where the length counts its own digits. */
function encodeRecord(key: string, value: Buffer): Buffer {
  const rest = Buffer.concat([bytesFromRaw(` ${key}=`), value, bytesFromRaw('\n')]);
  let length = rest.length + 1;
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length;
  return Buffer.concat([bytesFromRaw(String(length)), rest]);
}
