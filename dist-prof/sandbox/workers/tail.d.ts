/** Keeps the end of what passes by. */
export declare class Tail {
  #private;
  follow(from: AsyncIterable<Buffer>): AsyncGenerator<Buffer>;
  has(pattern: RegExp): boolean;
}
