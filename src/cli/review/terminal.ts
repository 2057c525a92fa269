/** The terminal a review is held on: keys, lines and what is shown, whatever became of the job's own streams. */
import { openSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { ReadStream } from 'node:tty';
import { say } from '../output.js';
import { printable } from '../text.js';
import { usageError } from '../values.js';

const DEVICE = '/dev/tty';

/** Throws `LAYOVER_USAGE` where nobody could answer. */
export function requireTerminal(): void {
  const isThere = process.stdin.isTTY === true && process.stderr.isTTY === true;
  if (!isThere)
    throw usageError(
      '--on-success ask needs a terminal on standard input and standard error',
      'Without one use --on-success keep, and `layover diff` and `layover commit` later.',
    );
}

export class ReviewTerminal implements Disposable {
  readonly #input: ReadStream;
  #isGone = false;

  /** Throws an errno error where the process has no terminal any more. */
  constructor() {
    this.#input = new ReadStream(openSync(DEVICE, 'r'));
    this.#input.on('error', this.#close).on('end', this.#close).on('close', this.#close);
    this.#input.pause();
  }

  show(lines: readonly string[]): void {
    for (const line of lines) say(line);
  }

  /** What one press sent; undefined when nobody can press anything any more. What was typed too early is no answer. */
  async key(prompt: string): Promise<string | undefined> {
    if (this.#isGone) return undefined;
    this.#input.setRawMode(true);
    process.stderr.write(`${prompt} `);
    const key = await this.#press();
    say(key === undefined ? '' : printable(key));
    if (!this.#isGone) this.#input.setRawMode(false);
    return key;
  }

  /** A line with the editing a terminal has; undefined where it was given up. */
  async line(prompt: string): Promise<string | undefined> {
    if (this.#isGone) return undefined;
    const lines = createInterface({ input: this.#input, output: process.stderr, terminal: true });
    const closed = new Promise<undefined>((resolve) => lines.once('close', () => resolve(undefined)));
    lines.once('SIGINT', () => lines.close());
    const line = await Promise.race([lines.question(`${prompt} `), closed]);
    lines.close();
    return line;
  }

  [Symbol.dispose](): void {
    this.#input.destroy();
  }

  async #press(): Promise<string | undefined> {
    return await new Promise((resolve) => {
      const take = (bytes: Buffer | boolean): void => {
        this.#input.off('data', take).off('close', take).pause();
        resolve(Buffer.isBuffer(bytes) ? bytes.toString('latin1') : undefined);
      };
      this.#input.on('data', take).on('close', take).resume();
    });
  }

  readonly #close = (): void => {
    this.#isGone = true;
    this.#input.destroy();
  };
}
