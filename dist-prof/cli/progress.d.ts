/** One line about long work, rewritten in place on a terminal and gone in the end; nothing anywhere else. */
export declare class ProgressLine implements Disposable {
  #private;
  /** `format` shows the counts, where they are of something else than pieces. */
  constructor(what: string, format?: (count: number) => string);
  /** A total of 0 is one that nobody knows. */
  readonly update: (done: number, total: number) => void;
  [Symbol.dispose](): void;
}
