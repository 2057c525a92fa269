/** Headers of ustar, GNU tar, star and the tar before them, read strictly: POSIX pax, "ustar Interchange Format". */
import { type RawPath } from '../base/bytes-path.js';
/** A header's fields as they stand there; records before it may say otherwise. */
export interface TarHeader {
  /** The type flag, one character; NUL for the oldest form of a regular file. */
  readonly flag: string;
  readonly path: RawPath;
  readonly linkPath: RawPath;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  readonly mtimeSeconds: bigint;
  readonly device: {
    readonly major: number;
    readonly minor: number;
  };
}
/** Whether a block has only zeros in it, which ends an archive. */
export declare function isEmptyBlock(block: Buffer): boolean;
/** Whether a block could be a header at all, by its checksum. */
export declare function hasChecksum(block: Buffer): boolean;
/** `where` says which block this is, for errors. */
export declare function parseHeader(block: Buffer, where: string): TarHeader;
/** A user or group id, or half of a device number. */
export declare function toId(value: number | bigint, what: string): number;
export declare function toSize(value: number | bigint, where: string): number;
/** Octal digits between blanks or NULs, or the base-256 form of GNU tar, whose first bit is set. */
export declare function readNumber(field: Buffer, what: string): number | bigint;
