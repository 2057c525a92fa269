/** Keeping texts out of what is printed: each is replaced, wherever pieces of output are cut. */
/** What comes in with every one of `texts` replaced. Only what could be the beginning of one is held back. */
export declare function masked(from: AsyncIterable<Buffer>, texts: readonly string[]): AsyncGenerator<Buffer>;
