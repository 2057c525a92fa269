/** Things that take a while to start, started ahead of their one use: by a key that says what they are good for. */
export class WarmPool {
  #options;
  #entries = [];
  #ending = new Set();
  #isClosed = false;
  constructor(options) {
    this.#options = options;
  }
  /**
   * One that is ready, or about to be; else one that is started now. It is the caller's from then on. A key stands for
   * one kind of thing: whoever takes by it starts what `refill` starts for it.
   */
  async take(key, start) {
    for (let entry = this.#remove(key); entry !== undefined; entry = this.#remove(key)) {
      const ready = await entry.started.catch(() => undefined); // it is tried again, and then whoever asked is told
      if (ready?.isAlive) return ready;
      await ready?.[Symbol.asyncDispose]();
    }
    return await start();
  }
  /** Starts one for the next that asks, unless there are enough; the oldest gives way to one of another key. */
  refill(key, start) {
    if (this.#isClosed || this.#options.max === 0) return;
    if (this.#entries.filter((entry) => entry.key === key).length >= this.#options.max) return;
    while (this.#entries.length >= this.#options.max) this.#drop(this.#entries.shift());
    const started = start();
    started.catch(() => undefined);
    const timer = setTimeout(() => this.#expire(started), this.#options.idleMs);
    timer.unref();
    this.#entries.push({ key, started, timer });
  }
  /** Settles when one of this key is ready; rejects with what keeps it from that. */
  async ready(key) {
    await this.#entries.find((entry) => entry.key === key)?.started;
  }
  async [Symbol.asyncDispose]() {
    this.#isClosed = true;
    for (const entry of this.#entries.splice(0)) this.#drop(entry);
    await Promise.all(this.#ending);
  }
  #remove(key) {
    const index = this.#entries.findIndex((entry) => entry.key === key);
    const [entry] = index < 0 ? [] : this.#entries.splice(index, 1);
    clearTimeout(entry?.timer);
    return entry;
  }
  #expire(started) {
    const index = this.#entries.findIndex((entry) => entry.started === started);
    if (index >= 0) this.#drop(this.#entries.splice(index, 1)[0]);
  }
  #drop(entry) {
    if (entry === undefined) return;
    clearTimeout(entry.timer);
    const ending = entry.started
      .then((one) => one[Symbol.asyncDispose]())
      .catch(() => undefined)
      .finally(() => this.#ending.delete(ending));
    this.#ending.add(ending);
  }
}
//# sourceMappingURL=warm-pool.js.map
