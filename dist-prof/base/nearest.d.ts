/** The candidate that `word` is most likely a slip of, if any is near enough. */
export declare function findNearest(word: string, candidates: readonly string[]): string | undefined;
