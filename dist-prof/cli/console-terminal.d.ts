/** The terminal that `run --tty` connects to the job's own. */
import { Readable } from 'node:stream';
import type { RunningJob, TerminalSpec } from '../sandbox/definition/spec.js';
/** The size of the terminal this process is on, or a usual one. */
export declare function findTerminalSize(): TerminalSpec;
/** What the job's terminal is to read: the keys as they are typed, or the input and then its end as a key. */
export declare function openTerminalInput(): Readable;
export declare function typeOut(input: AsyncIterable<Buffer>): AsyncGenerator<Buffer | string>;
/** This process's terminal in raw mode, its size followed, until it is disposed of or the process exits. */
export declare class ConsoleTerminal implements Disposable {
  #private;
  constructor(running: RunningJob);
  [Symbol.dispose](): void;
}
