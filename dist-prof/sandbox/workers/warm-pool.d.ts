/** Things that take a while to start, started ahead of their one use: by a key that says what they are good for. */
export interface Startable extends AsyncDisposable {
  /** Whether it is still good for its use. */
  readonly isAlive: boolean;
}
export interface WarmPoolOptions {
  /** How many are kept ready, of all keys together; 0 for none. */
  readonly max: number;
  /** How long one is kept that nobody takes, in milliseconds. */
  readonly idleMs: number;
}
export declare class WarmPool implements AsyncDisposable {
  #private;
  constructor(options: WarmPoolOptions);
  /**
   * One that is ready, or about to be; else one that is started now. It is the caller's from then on. A key stands for
   * one kind of thing: whoever takes by it starts what `refill` starts for it.
   */
  take<T extends Startable>(key: string, start: () => Promise<T>): Promise<T>;
  /** Starts one for the next that asks, unless there are enough; the oldest gives way to one of another key. */
  refill(key: string, start: () => Promise<Startable>): void;
  /** Settles when one of this key is ready; rejects with what keeps it from that. */
  ready(key: string): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
