import { style } from './output.js';

// Work that is done sooner needs no line that flickers by.
const QUIET_MS = 500;
const STEP_MS = 100;
/** One line about long work, rewritten in place on a terminal and gone in the end; nothing anywhere else. */
export class ProgressLine {
  #what;
  #format;
  #startedAt = Date.now();
  #shownAt = 0;
  /** `format` shows the counts, where they are of something else than pieces. */
  constructor(what, format = String) {
    this.#what = what;
    this.#format = format;
  }
  /** A total of 0 is one that nobody knows. */
  update = (done, total) => {
    const now = Date.now();
    if (process.stderr.isTTY !== true || now - this.#startedAt < QUIET_MS || now - this.#shownAt < STEP_MS)
      return;
    this.#shownAt = now;
    const of = total === 0 ? '' : ` of ${this.#format(total)}`;
    process.stderr.write(`\r\x1b[K${style('dim', `${this.#what}: ${this.#format(done)}${of}`)}`);
  };
  [Symbol.dispose]() {
    if (this.#shownAt > 0) process.stderr.write('\r\x1b[K');
  }
}
//# sourceMappingURL=progress.js.map
