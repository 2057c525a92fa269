// Measures how long the event loop of the main thread keeps everybody waiting. What the kernel gave to other programs
// meanwhile does not count: the second number of schedstat is the time that this thread was ready and not run.
import { readFileSync } from 'node:fs';

const STEP_MS = 5;
const THREAD = `/proc/self/task/${process.pid}/schedstat`;

export class LoopMeter {
  #last = this.#now();
  #worstMs = 0;
  #timer = setInterval(() => this.#tick(), STEP_MS);

  /** The longest delay since the last call, in milliseconds. */
  take() {
    this.#tick();
    const worst = this.#worstMs;
    this.#worstMs = 0;
    return Math.round(worst * 10) / 10;
  }

  stop() {
    clearInterval(this.#timer);
  }

  #tick() {
    const now = this.#now();
    const delay = now.at - this.#last.at - STEP_MS - (now.waited - this.#last.waited);
    this.#worstMs = Math.max(this.#worstMs, delay);
    this.#last = now;
  }

  #now() {
    const waited = Number(readFileSync(THREAD, 'latin1').split(' ')[1]) / 1e6;
    return { at: performance.now(), waited };
  }
}
