/** The members of a layer's tar: OCI image-spec layer.md, with PAX records where a ustar header cannot say it. */
import { type RawPath } from '../base/bytes-path.js';
import type { Entry } from '../tree/entry.js';
/** An object wherever its bytes lie; its xattrs as `exportXattrs` leaves them. */
export type TarObject = Omit<Entry, 'source'>;
export declare const WHITEOUT_PREFIX = '.wh.';
/** Refuses a name that means a deletion to a reader, LAYOVER_COMMIT_PATH; `shown` is the path in the error. */
export declare function requirePlainNames(path: RawPath, shown?: RawPath): void;
/** The member that says that `path` is deleted. */
export declare function encodeWhiteout(path: RawPath): Buffer;
/** The member that says that the directory `path` hides what the layers below have in it. */
export declare function encodeOpaque(path: RawPath): Buffer;
/** What stands before the content of an object, which for all but regular files is all of it. */
export declare function encodeObject(path: RawPath, object: TarObject): Buffer;
/** One more name of the object that stands in the tar at `first`. */
export declare function encodeLink(path: RawPath, object: TarObject, first: RawPath): Buffer;
