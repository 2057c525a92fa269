import { type RawPath } from '../base/bytes-path.js';
import type { Part } from '../overlay/part.js';
import type { EntryType } from '../tree/entry.js';
/** The type of what a part's view shows at `path`, from the part's own root; undefined where there is nothing. */
export declare function findTypeInView(part: Part, path: RawPath): EntryType | undefined;
