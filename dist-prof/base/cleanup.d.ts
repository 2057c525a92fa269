/** Runs deferred steps in reverse order. Every step runs, even after another one failed. */
export declare class Cleanup implements AsyncDisposable {
  #private;
  defer(step: () => void | Promise<void>): void;
  /** Hands the steps to a new owner: disposing this object then does nothing. */
  move(): Cleanup;
  [Symbol.asyncDispose](): Promise<void>;
}
