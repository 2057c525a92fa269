/** At most `count` at a time; the others wait in order. */
export class Limit {
  #count;
  #waiting = [];
  #running = 0;
  constructor(count) {
    this.#count = count;
  }
  /** Waits for a turn, and gives it back however `work` ends. An aborted `signal` leaves the queue with its reason. */
  async run(work, signal) {
    await this.#enter(signal);
    try {
      return await work();
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }
  async #enter(signal) {
    signal?.throwIfAborted();
    if (this.#running >= this.#count) {
      await new Promise((resolve, reject) => {
        const enter = () => {
          signal?.removeEventListener('abort', leave);
          resolve();
        };
        const leave = () => {
          this.#waiting.splice(this.#waiting.indexOf(enter), 1);
          reject(signal?.reason);
        };
        this.#waiting.push(enter);
        signal?.addEventListener('abort', leave, { once: true });
      });
    }
    this.#running += 1;
  }
}
//# sourceMappingURL=limit.js.map
