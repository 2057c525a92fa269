/** Each piece is the consumer's to keep. */
export type Bytes = AsyncIterable<Buffer>;
/** Of a piece as it is read. */
export declare const CHUNK_BYTES: number;
/** A part of an open file. */
export interface Region {
  readonly fd: number;
  readonly offset: number;
  readonly size: number;
}
/** The bytes of a part of a file; one piece ahead is being read already. A file that ends too early is an error. */
export declare function readRegion({ fd, offset, size }: Region): AsyncGenerator<Buffer>;
/** What has gone by so far. */
export declare class Meter {
  #private;
  get bytes(): number;
  /** `sha256:<hex>`; to be asked once, at the end. */
  digest(): `sha256:${string}`;
  measure(bytes: Bytes): AsyncGenerator<Buffer>;
}
/** The first `length` bytes, or fewer where there are no more, and all of them once more. */
export declare function peek(
  bytes: Bytes,
  length: number,
): Promise<{
  head: Buffer;
  bytes: AsyncIterableIterator<Buffer>;
}>;
