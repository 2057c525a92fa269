import type { Readable, Writable } from 'node:stream';
/** Something that compresses. Closing it ends it at once, whatever is still in it. */
export interface Compressor {
  readonly input: Writable;
  readonly output: Readable;
  /** Settles when it has ended: rejects with what went wrong, if it was not closed. */
  readonly done: Promise<void>;
  close(): void;
}
export declare function startGzip(): Compressor;
/** The program zstd, since the zlib of Node 20 has none. LAYOVER_UNSUPPORTED where it is missing. */
export declare function startZstd(): Compressor;
