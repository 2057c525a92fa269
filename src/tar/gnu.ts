/** What GNU tar has of its own: long names in members before the one they are for, and sparse files. */
import { type RawPath, rawFromBytes } from '../base/bytes-path.js';
import { invalidTar } from './invalid.js';
import type { PaxRecords } from './parse-pax.js';

export interface GnuNames {
  readonly path?: RawPath | undefined;
  readonly linkPath?: RawPath | undefined;
}

/** The text of a long name; it ends with NUL. */
export function parseLongName(body: Buffer, where: string): RawPath {
  const end = body.indexOf(0);
  const name = rawFromBytes(end < 0 ? body : body.subarray(0, end));
  const isPlain = end < 0 || body.subarray(end).every((byte) => byte === 0);
  if (isPlain && name !== '') return name;
  throw invalidTar(`the long name ${where} is empty, or has a NUL byte in it`);
}

/** Which of the forms in PAX records a member is, by name; undefined where it is none. */
export function sparseFormOf(pax: PaxRecords): string | undefined {
  if (pax.has('SCHILY.realsize')) return 'a sparse file of star';
  const isSparse = [...pax.keys()].some((key) => key.startsWith('GNU.sparse.'));
  if (!isSparse) return undefined;
  const version = pax.has('GNU.sparse.major') ? '1.0' : pax.has('GNU.sparse.map') ? '0.1' : '0.0';
  return `a sparse file of GNU tar (form ${version})`;
}
