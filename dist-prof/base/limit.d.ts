/** At most `count` at a time; the others wait in order. */
export declare class Limit {
  #private;
  constructor(count: number);
  /** Waits for a turn, and gives it back however `work` ends. An aborted `signal` leaves the queue with its reason. */
  run<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T>;
}
