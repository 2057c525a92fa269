/** Time as one is given it, so that a test can be the one who lets it pass. */
export interface Clock {
  /** Milliseconds since some moment; never goes back. */
  now(): number;
  /** Calls `act` once, that many milliseconds from now. The function it answers with takes that back. */
  after(ms: number, act: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  after: (ms, act) => {
    let timer: NodeJS.Timeout;
    const wait = (left: number): void => {
      const piece = Math.min(left, TIMER_MAX_MS);
      timer = setTimeout(() => (left > piece ? wait(left - piece) : act()), piece);
    };
    wait(ms);
    return () => clearTimeout(timer);
  },
};

// Node fires a timer at once that is set for longer.
const TIMER_MAX_MS = 2 ** 31 - 1;
