/** The terminal that `run --tty` connects to the job's own. */
import { Readable } from 'node:stream';

const DEFAULT_SIZE = { columns: 80, rows: 24 };
const END_OF_INPUT = '\x04';
/** The size of the terminal this process is on, or a usual one. */
export function findTerminalSize() {
  const stream = [process.stdout, process.stderr].find(
    ({ isTTY, columns, rows }) => isTTY && columns > 0 && rows > 0,
  );
  return stream === undefined ? DEFAULT_SIZE : { columns: stream.columns, rows: stream.rows };
}
/** What the job's terminal is to read: the keys as they are typed, or the input and then its end as a key. */
export function openTerminalInput() {
  return process.stdin.isTTY ? process.stdin : Readable.from(typeOut(process.stdin));
}
// A terminal has no end of file: the key for it ends the line that is typed, and on an empty line the input.
export async function* typeOut(input) {
  let last = 0x0a;
  for await (const chunk of input) {
    last = chunk.at(-1) ?? last;
    yield chunk;
  }
  yield last === 0x0a ? END_OF_INPUT : END_OF_INPUT.repeat(2);
}
/** This process's terminal in raw mode, its size followed, until it is disposed of or the process exits. */
export class ConsoleTerminal {
  #restore = () => {
    if (process.stdin.isTTY) process.stdin.setRawMode(false);
  };
  #resize;
  constructor(running) {
    this.#resize = () => running.resize(findTerminalSize());
    if (process.stdin.isTTY) process.stdin.setRawMode(true);
    process.once('exit', this.#restore);
    process.on('SIGWINCH', this.#resize);
  }
  [Symbol.dispose]() {
    process.off('SIGWINCH', this.#resize);
    process.off('exit', this.#restore);
    this.#restore();
  }
}
//# sourceMappingURL=console-terminal.js.map
