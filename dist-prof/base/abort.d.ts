/**
 * Many who wait for few signals. Each signal gets one listener, whoever many wait: a listener of one's own for each of
 * thousands costs time that grows with their square, and Node warns of the eleventh.
 */
export declare class AbortWatch {
  #private;
  /** Calls `act` once `signal` is aborted: at once where it is already. The function it answers with takes that back. */
  add(signal: AbortSignal | undefined, act: () => void): () => void;
}
