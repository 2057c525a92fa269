/** What GNU tar has of its own: long names in members before the one they are for. */
import { type RawPath, rawFromBytes } from '../base/bytes-path.js';
import { invalidTar } from './invalid.js';

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
