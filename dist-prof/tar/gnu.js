/** What GNU tar has of its own: long names in members before the one they are for. */
import { rawFromBytes } from '../base/bytes-path.js';
import { invalidTar } from './invalid.js';
/** The text of a long name; it ends with NUL. */
export function parseLongName(body, where) {
  const end = body.indexOf(0);
  const name = rawFromBytes(end < 0 ? body : body.subarray(0, end));
  const isPlain = end < 0 || body.subarray(end).every((byte) => byte === 0);
  if (isPlain && name !== '') return name;
  throw invalidTar(`the long name ${where} is empty, or has a NUL byte in it`);
}
//# sourceMappingURL=gnu.js.map
