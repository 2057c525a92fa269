/** The terminal a review is held on: keys, lines and what is shown, whatever became of the job's own streams. */
import { closeSync, openSync, readSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { ReadStream } from 'node:tty';
import { hasErrno } from '../../base/errors.js';
import { say } from '../output.js';
import { printable } from '../text.js';
import { usageError } from '../values.js';

const DEVICE = '/dev/tty';
/** Throws `LAYOVER_USAGE` where nobody could answer. */
export function requireTerminal() {
  const isThere = process.stdin.isTTY === true && process.stderr.isTTY === true;
  if (!isThere)
    throw usageError(
      '--on-success ask needs a terminal on standard input and standard error',
      'Without one use --on-success keep, and `layover diff` and `layover commit` later.',
    );
}
/**
 * Nothing is read from the terminal but while a question is open: a stream that is only paused goes on reading, and
 * would take what is typed for a shell that has the terminal meanwhile.
 */
export class ReviewTerminal {
  #isGone = false;
  show(lines) {
    for (const line of lines) say(line);
  }
  /** What one press sent; undefined when nobody can press anything any more. What was typed too early is no answer. */
  async key(prompt) {
    const key = await this.#ask(async (input, fd) => {
      input.setRawMode(true);
      dropTyped(fd);
      process.stderr.write(`${prompt} `);
      const pressed = await press(input);
      if (!input.destroyed) input.setRawMode(false);
      return pressed;
    });
    say(key === undefined ? '' : printable(key));
    return key;
  }
  /** A line with the editing a terminal has; undefined where it was given up. */
  async line(prompt) {
    return await this.#ask(async (input) => {
      const lines = createInterface({ input, output: process.stderr, terminal: true });
      const closed = new Promise((resolve) => {
        for (const one of [lines, input]) one.once('close', () => resolve(undefined));
      });
      lines.once('SIGINT', () => lines.close());
      const line = await Promise.race([lines.question(`${prompt} `), closed]);
      lines.close();
      return line;
    });
  }
  async #ask(question) {
    const fd = this.#isGone ? undefined : openTerminal();
    if (fd === undefined) return undefined;
    const input = new ReadStream(fd);
    const closed = new Promise((resolve) => input.once('close', resolve));
    const end = () => {
      this.#isGone = true;
      input.destroy();
    };
    input.on('error', end).on('end', end).pause();
    try {
      return await question(input, fd);
    } finally {
      input.destroy();
      await closed;
      closeSync(fd); // the stream has closed only its own copy
    }
  }
}
/** Undefined where the process has no terminal any more. */
function openTerminal() {
  try {
    return openSync(DEVICE, 'r');
  } catch (error) {
    if (hasErrno(error, 'ENXIO') || hasErrno(error, 'EIO')) return undefined;
    throw error;
  }
}
async function press(input) {
  return await new Promise((resolve) => {
    const take = (bytes) => {
      input.off('data', take).off('close', take).pause();
      resolve(Buffer.isBuffer(bytes) ? bytes.toString('latin1') : undefined);
    };
    input.on('data', take).on('close', take).resume();
  });
}
/** Takes what waits in a raw terminal; its stream has made the descriptor one that never blocks. */
function dropTyped(fd) {
  const bytes = Buffer.alloc(4_096);
  try {
    while (readSync(fd, bytes) > 0);
  } catch (error) {
    if (!hasErrno(error, 'EAGAIN') && !hasErrno(error, 'EIO')) throw error;
  }
}
//# sourceMappingURL=terminal.js.map
