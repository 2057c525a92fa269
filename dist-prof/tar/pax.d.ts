import { type RawPath } from '../base/bytes-path.js';
import type { Entry } from '../tree/entry.js';
import { type TarMember } from './header.js';
/** What a member has that its ustar header may not hold. */
export interface PaxSource {
  readonly member: TarMember;
  readonly mtimeNs: bigint;
  readonly xattrs: Entry['xattrs'];
}
/** All that stands before a member's content: its PAX records, where the header does not say it all, and the header. */
export declare function encodeMember(source: PaxSource): Buffer;
/** Whole seconds, rounded down, as the header has them; a negative time is 0 there. */
export declare function headerSeconds(mtimeNs: bigint): number;
/** A name with `=` would end there, and its rest be read as the value: LAYOVER_COMMIT_PATH. */
export declare function requireXattrName(path: RawPath, name: RawPath): void;
