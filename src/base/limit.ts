/** At most `count` at a time; the others wait in order. */
export class Limit {
  readonly #count: number;
  readonly #waiting: Array<() => void> = [];
  #running = 0;

  constructor(count: number) {
    this.#count = count;
  }

  /** Waits for a turn, and gives it back however `work` ends. An aborted `signal` leaves the queue with its reason. */
  async run<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    await this.#enter(signal);
    try {
      return await work();
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }

  async #enter(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    if (this.#running >= this.#count) {
      await new Promise<void>((resolve, reject) => {
        const enter = (): void => {
          signal?.removeEventListener('abort', leave);
          resolve();
        };
        const leave = (): void => {
          this.#waiting.splice(this.#waiting.indexOf(enter), 1);
          reject(signal?.reason as Error);
        };
        this.#waiting.push(enter);
        signal?.addEventListener('abort', leave, { once: true });
      });
    }
    this.#running += 1;
  }
}
