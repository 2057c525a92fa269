/** The records of PAX headers, read strictly: one that cannot be read makes the whole archive one that cannot. */
import { type RawPath } from '../base/bytes-path.js';
/** By keyword; values are bytes. Of a keyword that stands there twice the last counts, an empty value takes it away. */
export type PaxRecords = ReadonlyMap<string, Buffer>;
/** `length key=value\n`, where the length counts all of it. */
export declare function parsePaxRecords(body: Buffer, where: string): PaxRecords;
/** A path from a record; NUL would end it for the kernel, and with that be another path. */
export declare function readPathRecord(value: Buffer, where: string): RawPath;
/** A whole decimal number. */
export declare function readNumberRecord(value: Buffer, what: string): bigint;
/** Seconds with a fraction, in nanoseconds, rounded down. */
export declare function readTimeRecord(value: Buffer, where: string): bigint;
