import type { RawPath } from '../base/bytes-path.js';
/** A tar is a row of these. */
export declare const BLOCK_BYTES = 512;
export type TarType = 'file' | 'link' | 'symlink' | 'character' | 'block' | 'directory' | 'fifo' | 'pax';
/** One member as its ustar header says it; what does not fit a field stands in a PAX record before it. */
export interface TarMember {
  readonly type: TarType;
  /** Ends with a slash for directories. */
  readonly path: RawPath;
  readonly linkPath?: RawPath | undefined;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  readonly mtimeSeconds: number;
  readonly device?:
    | {
        readonly major: number;
        readonly minor: number;
      }
    | undefined;
}
export declare const NAME_BYTES = 100;
/** The largest number an octal field of `digits` holds. */
export declare const maxOctal: (digits: number) => number;
export declare const ID_DIGITS = 7;
export declare const SIZE_DIGITS = 11;
/** Writes the ustar header of a member into zeros, one block at `at`. A number that does not fit is written as 0. */
export declare function writeHeader(out: Buffer, at: number, member: TarMember): void;
/** The path cut at a slash to fit the two fields of ustar, or undefined where no cut does. */
export declare function splitName(path: RawPath):
  | {
      name: string;
      prefix: string;
    }
  | undefined;
/** The zeros between the end of `size` bytes and the next block. */
export declare function paddingOf(size: number): number;
