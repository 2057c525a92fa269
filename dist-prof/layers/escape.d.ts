/** Bytes as printable ASCII without a space, one way only: what is not printable, `%` and `=` are `%XX`. */
import type { RawPath } from '../base/bytes-path.js';
export declare function escapeRaw(raw: string): string;
/** The other way. What is not the escaped form of anything comes out as something whose form differs. */
export declare function unescapeRaw(text: string): RawPath;
