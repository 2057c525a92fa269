/** What GNU tar has of its own: long names in members before the one they are for. */
import { type RawPath } from '../base/bytes-path.js';
export interface GnuNames {
  readonly path?: RawPath | undefined;
  readonly linkPath?: RawPath | undefined;
}
/** The text of a long name; it ends with NUL. */
export declare function parseLongName(body: Buffer, where: string): RawPath;
