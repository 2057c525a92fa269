/**
 * A job's standard streams: real pipes made here, their far ends for the job, their near ends pumped. What the job
 * prints goes to its log and on to the caller, in its own order within each stream; a slow caller slows the job, as
 * a pipe would. The job never holds a descriptor of the caller's.
 */
import { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { syscalls } from '../../native/syscalls.js';
import { pumpOutput } from './output.js';

/** How long output may still come after the last process of a job is gone. */
const DRAIN_MS = 2_000;
/**
 * After a job's end: takes what is still on the way. Nothing of the job lives to hold its side open, so this is quick;
 * `giveUp` is for what nobody foresaw.
 */
export async function drain(pumped, giveUp) {
  const timer = setTimeout(giveUp, DRAIN_MS);
  try {
    await pumped;
  } finally {
    clearTimeout(timer);
  }
}
export class PipeStreams {
  ends;
  #request;
  #input;
  #outputs;
  #stopInput;
  constructor(request) {
    const [stdin, input] = syscalls.pipe();
    const [output, stdout] = syscalls.pipe();
    const [errors, stderr] = syscalls.pipe();
    this.#request = request;
    this.#input = input;
    this.ends = { stdin, stdout, stderr };
    this.#outputs = [output, errors].map((fd) => new Socket({ fd, readable: true, writable: false }));
  }
  closeJobEnds() {
    for (const fd of Object.values(this.ends)) syscalls.close(fd);
  }
  async pump() {
    this.#feed();
    const [output, errors] = this.#outputs;
    const { stdout, stderr, ...request } = this.#request;
    await Promise.all([
      pumpOutput(output, { ...request, name: 'stdout', copy: stdout }),
      pumpOutput(errors, { ...request, name: 'stderr', copy: stderr }),
    ]);
  }
  async finish(pumped) {
    this.#stopInput?.();
    await drain(pumped, () => this.destroy());
  }
  destroy() {
    this.#stopInput?.();
    for (const socket of this.#outputs) socket.destroy();
  }
  #feed() {
    const { stdin } = this.#request;
    if (stdin === undefined) return syscalls.close(this.#input);
    const pipe = new Socket({ fd: this.#input, readable: false, writable: true });
    const source = stdin instanceof Readable ? stdin : Readable.from([stdin]);
    this.#stopInput = () => pipe.destroy();
    // A command may end, or close its input, before it has read all: that is its business.
    pipeline(source, pipe).catch(() => pipe.destroy());
  }
}
//# sourceMappingURL=streams.js.map
