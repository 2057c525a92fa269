/** The entries of a directory with their stats, read in one call, of which each field is made when it is asked for. */
import type { RawPath } from '../base/bytes-path.js';
import { type Stat, syscalls } from './syscalls.js';

/** Eight bytes each, as packed-directory.c writes them. */
const FIELDS = 16;
const [MODE, UID, GID, NLINK, SIZE, BLOCKS, RDEV_MAJOR, RDEV_MINOR, ATTRIBUTES] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
const [INO, DEV, MTIME, CTIME, MTIME_REST, CTIME_REST, LACKS_XATTRS] = [9, 10, 11, 12, 13, 14, 15];

const SECOND_NS = 1_000_000_000n;

interface Records {
  readonly numbers: Float64Array;
  readonly integers: BigInt64Array;
}

/** A stat that says besides whether there are surely no extended attributes; false where that is not known. */
export class PackedStat implements Stat {
  readonly #records: Records;
  readonly #at: number;

  constructor(records: Records, index: number) {
    this.#records = records;
    this.#at = index * FIELDS;
  }

  get mode(): number {
    return this.#number(MODE);
  }

  get uid(): number {
    return this.#number(UID);
  }

  get gid(): number {
    return this.#number(GID);
  }

  get nlink(): number {
    return this.#number(NLINK);
  }

  get size(): number {
    return this.#number(SIZE);
  }

  get blocks(): number {
    return this.#number(BLOCKS);
  }

  get rdevMajor(): number {
    return this.#number(RDEV_MAJOR);
  }

  get rdevMinor(): number {
    return this.#number(RDEV_MINOR);
  }

  get attributes(): number {
    return this.#number(ATTRIBUTES);
  }

  get ino(): bigint {
    return BigInt.asUintN(64, this.#integer(INO));
  }

  get dev(): bigint {
    return this.#integer(DEV);
  }

  get mtimeNs(): bigint {
    return this.#time(MTIME, MTIME_REST);
  }

  get ctimeNs(): bigint {
    return this.#time(CTIME, CTIME_REST);
  }

  get lacksXattrs(): boolean {
    return this.#number(LACKS_XATTRS) === 1;
  }

  #number(field: number): number {
    return this.#records.numbers[this.#at + field] ?? 0;
  }

  #integer(field: number): bigint {
    return this.#records.integers[this.#at + field] ?? 0n;
  }

  /** Without a rest all of it is in nanoseconds; else they are seconds, and the rest the nanoseconds. */
  #time(field: number, restField: number): bigint {
    const rest = this.#number(restField);
    return rest < 0 ? this.#integer(field) : this.#integer(field) * SECOND_NS + BigInt(rest);
  }
}

/** As `readDirectoryStats`, in less than half the time where not every field of every entry is wanted. */
export function readPackedDirectory(fd: number): Array<[name: RawPath, stat: PackedStat]> {
  const [text, bytes] = syscalls.readPackedDirectory(fd);
  const records = { numbers: new Float64Array(bytes), integers: new BigInt64Array(bytes) };
  const names = text.split('/') as RawPath[];
  // Each name has a slash behind it.
  names.pop();
  return names.map((name, index) => [name, new PackedStat(records, index)]);
}
