/** What of an object that others made may be in a layer. */
import { type RawPath } from '../../../base/bytes-path.js';
import type { ReadMember } from '../../../tar/read-member.js';
import type { EntryType } from '../../../tree/entry.js';
import type { LayerObject } from '../../manifest.js';

type Xattrs = LayerObject['xattrs'];
/** The xattrs that are kept; `onDrop` is told of each that is not. */
export declare function acceptXattrs(type: EntryType, xattrs: Xattrs, onDrop: (what: string) => void): Xattrs;
/** The nearest time that can be kept. */
export declare function acceptTime(ns: bigint, onDrop: (what: string) => void): bigint;
/** The object that a member is to become; `onDrop` is told of what it has that is not kept. */
export declare function objectOf(
  path: RawPath,
  member: ReadMember & {
    readonly type: EntryType;
  },
  onDrop: (what: string) => void,
): LayerObject;
export declare function isDevice(type: string): type is 'character' | 'block';
/** A device of these numbers is an overlay's mark for a deleted name, wherever it comes from. */
export declare function refuseWhiteoutDevice(path: RawPath, device: LayerObject['device']): void;
export {};
