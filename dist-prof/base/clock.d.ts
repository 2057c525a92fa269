/** Time as one is given it, so that a test can be the one who lets it pass. */
export interface Clock {
  /** Milliseconds since some moment; never goes back. */
  now(): number;
  /** Calls `act` once, that many milliseconds from now. The function it answers with takes that back. */
  after(ms: number, act: () => void): () => void;
}
export declare const systemClock: Clock;
