import { type RawPath } from '../../base/bytes-path.js';
/** A path of the view, however it is written: `/a/b/`, `a/b`, `./a/b`. */
export declare function viewPath(text: string): RawPath;
