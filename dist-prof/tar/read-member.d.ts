/** One member of a tar, put together from its header and what stood before it. */
import { type RawPath } from '../base/bytes-path.js';
import type { Entry } from '../tree/entry.js';
import type { GnuNames } from './gnu.js';
import { type TarHeader } from './parse-header.js';
import { type PaxRecords } from './parse-pax.js';
export type MemberType = 'file' | 'link' | 'symlink' | 'character' | 'block' | 'directory' | 'fifo';
/** As the archive has it: paths may still be absolute, or lead anywhere. */
export interface ReadMember {
  readonly type: MemberType;
  /** Without the slash at the end of a directory's. */
  readonly path: RawPath;
  /** Of links. */
  readonly linkPath: RawPath;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Of the content. */
  readonly size: number;
  /** Of a sparse file: how much of its content the archive has; the rest are zeros. */
  readonly dataBytes?: number | undefined;
  readonly mtimeNs: bigint;
  readonly device: {
    readonly major: number;
    readonly minor: number;
  };
  readonly xattrs: Entry['xattrs'];
}
export interface MemberParts {
  readonly header: TarHeader;
  /** Records for this member. */
  readonly pax: PaxRecords;
  readonly gnu: GnuNames;
}
/** Records count over GNU tar's long names, and these over the header; two that give one name are refused. */
export declare function joinMember({ header, pax, gnu }: MemberParts, at: string): ReadMember;
