import type { Bytes } from './bytes.js';
export declare function unpackZstd(bytes: Bytes): AsyncGenerator<Buffer>;
