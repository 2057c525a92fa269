import type { Entry } from '../tree/entry.js';
import type { PaxRecords } from './parse-pax.js';
/** The xattrs of a member, sorted: star's records, whose values are bytes, and libarchive's, escaped and in base64. */
export declare function readXattrs(pax: PaxRecords, where: string): Entry['xattrs'];
