import { style } from './output.js';

// Work that is done sooner needs no line that flickers by.
const QUIET_MS = 500;
const STEP_MS = 100;

/** One line about long work, rewritten in place on a terminal and gone in the end; nothing anywhere else. */
export class ProgressLine implements Disposable {
  readonly #what: string;
  readonly #startedAt = Date.now();
  #shownAt = 0;

  constructor(what: string) {
    this.#what = what;
  }

  readonly update = (done: number, total: number): void => {
    const now = Date.now();
    if (process.stderr.isTTY !== true || now - this.#startedAt < QUIET_MS || now - this.#shownAt < STEP_MS)
      return;
    this.#shownAt = now;
    process.stderr.write(`\r\x1b[K${style('dim', `${this.#what}: ${done} of ${total}`)}`);
  };

  [Symbol.dispose](): void {
    if (this.#shownAt > 0) process.stderr.write('\r\x1b[K');
  }
}
