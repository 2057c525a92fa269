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

interface Entry {
  readonly key: string;
  readonly started: Promise<Startable>;
  readonly timer: NodeJS.Timeout;
}

export class WarmPool implements AsyncDisposable {
  readonly #options: WarmPoolOptions;
  readonly #entries: Entry[] = [];
  readonly #ending = new Set<Promise<void>>();
  #isClosed = false;

  constructor(options: WarmPoolOptions) {
    this.#options = options;
  }

  /**
   * One that is ready, or about to be; else one that is started now. It is the caller's from then on. A key stands for
   * one kind of thing: whoever takes by it starts what `refill` starts for it.
   */
  async take<T extends Startable>(key: string, start: () => Promise<T>): Promise<T> {
    for (let entry = this.#remove(key); entry !== undefined; entry = this.#remove(key)) {
      const ready = await entry.started.catch(() => undefined); // it is tried again, and then whoever asked is told
      if (ready?.isAlive) return ready as T;
      await ready?.[Symbol.asyncDispose]();
    }
    return await start();
  }

  /** Starts one for the next that asks, unless there are enough; the oldest gives way to one of another key. */
  refill(key: string, start: () => Promise<Startable>): void {
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
  async ready(key: string): Promise<void> {
    await this.#entries.find((entry) => entry.key === key)?.started;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    for (const entry of this.#entries.splice(0)) this.#drop(entry);
    await Promise.all(this.#ending);
  }

  #remove(key: string): Entry | undefined {
    const index = this.#entries.findIndex((entry) => entry.key === key);
    const [entry] = index < 0 ? [] : this.#entries.splice(index, 1);
    clearTimeout(entry?.timer);
    return entry;
  }

  #expire(started: Promise<Startable>): void {
    const index = this.#entries.findIndex((entry) => entry.started === started);
    if (index >= 0) this.#drop(this.#entries.splice(index, 1)[0]);
  }

  #drop(entry: Entry | undefined): void {
    if (entry === undefined) return;
    clearTimeout(entry.timer);
    const ending = entry.started
      .then((one) => one[Symbol.asyncDispose]())
      .catch(() => undefined)
      .finally(() => this.#ending.delete(ending));
    this.#ending.add(ending);
  }
}
