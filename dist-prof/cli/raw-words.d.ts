/** This process's words after the script, with what is not UTF-8 carried along. */
export declare function readWords(): string[];
/** `cmdline` is the kernel's: every word of the process, each with a NUL after it. */
export declare function restoreWords(words: readonly string[], cmdline: Buffer): string[];
/** The word as text where it is UTF-8, else its bytes. */
export declare function wordToPath(word: string): string | Uint8Array;
export declare function isText(word: string): boolean;
export declare function bytesOfWord(word: string): Buffer;
/** How a word is shown: as it is, or quoted and escaped where it would not be safe to print. */
export declare function quoteWord(word: string): string;
