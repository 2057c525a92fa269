/** Where the command line prints: the streams of this process, shared with the job's own output. */
import { Writable } from 'node:stream';
import { styleText } from 'node:util';
import { hasErrno } from '../base/errors.js';

const NEWLINE = 0x0a;
/**
 * One of this process's output streams, for bytes. A slow reader is waited for; when nothing takes the bytes any more
 * the sink fails, which nobody has to listen to, and keeps why in `problem`. Ending it leaves the stream itself open.
 */
export class OutputSink extends Writable {
  #stream;
  #lastByte = NEWLINE;
  #problem;
  constructor(stream) {
    super({ decodeStrings: true });
    this.#stream = stream;
    this.on('error', () => {});
  }
  get problem() {
    return this.#problem;
  }
  /** Whether what comes next stands at the beginning of a line. */
  get isAtLineStart() {
    return this.#lastByte === NEWLINE;
  }
  _write(chunk, _encoding, done) {
    this.#lastByte = chunk.at(-1) ?? this.#lastByte;
    this.#stream.write(chunk, (error) => {
      if (error) this.#problem = error;
      done(error);
    });
  }
}
/** Where a job's output goes, and layover's own lines between it. */
export class JobOutput {
  stdout = new OutputSink(process.stdout);
  stderr = new OutputSink(process.stderr);
  #hasEcho = false;
  /** The terminal has written `^C` where the job's output stood. */
  noteEcho() {
    this.#hasEcho = process.stdin.isTTY === true;
  }
  /** Why some of the job's output is not where it was to go. That a reader went away on its own is no reason. */
  findLoss() {
    for (const [stream, sink] of [
      ['output', this.stdout],
      ['error', this.stderr],
    ]) {
      if (sink.problem !== undefined && !isBrokenPipe(sink.problem)) return { stream, cause: sink.problem };
    }
    return undefined;
  }
  /** Lines of layover's own; never behind half a line of the job's. */
  print(lines) {
    if (lines.length === 0) return;
    const isTerminal = process.stderr.isTTY === true;
    const isMidLine = isTerminal && (this.#hasEcho || (process.stdout.isTTY && !this.stdout.isAtLineStart));
    this.#hasEcho = false;
    if (isMidLine || !this.stderr.isAtLineStart) say('');
    for (const line of lines) say(line);
  }
}
/** Errors of the streams then reach only the writes that meet them. */
export function muteStreamErrors() {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}
/** Rejects with EPIPE when nobody reads. */
export async function writeOut(bytes) {
  await new Promise((resolve, reject) => {
    process.stdout.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}
const LINES_AT_ONCE = 2_000;
/** Writes lines to standard output, as fast as its reader takes them. */
export async function writeLines(lines) {
  for (let at = 0; at < lines.length; at += LINES_AT_ONCE) {
    await writeOut(`${lines.slice(at, at + LINES_AT_ONCE).join('\n')}\n`);
  }
}
/** A line of layover's own, on standard error. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}
/** Until everything written is out, or nobody reads it. */
export async function flushOutput() {
  for (const stream of [process.stdout, process.stderr]) {
    await new Promise((resolve) => stream.write('', () => resolve()));
  }
}
export function isBrokenPipe(error) {
  return hasErrno(error, 'EPIPE', 'ERR_STREAM_DESTROYED');
}
/** Styled for standard error: only on a terminal, and never where NO_COLOR is set. */
export function style(format, text) {
  const { NO_COLOR, TERM } = process.env;
  const isPlain =
    process.stderr.isTTY !== true || (NO_COLOR !== undefined && NO_COLOR !== '') || TERM === 'dumb';
  return isPlain ? text : styleText(format, text);
}
//# sourceMappingURL=output.js.map
