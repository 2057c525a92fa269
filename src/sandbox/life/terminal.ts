/** A job on a terminal of its own: its init makes the pty, in the job's own devpts, and sends the master here. */
import { Readable } from 'node:stream';
import { ReadStream } from 'node:tty';
import { O_RDWR } from '../../native/constants.js';
import { syscalls } from '../../native/syscalls.js';
import type { TerminalSpec } from '../definition/spec.js';
import type { JobEnds } from './job-pipes.js';
import { pumpOutput } from './output.js';
import { drain, type JobStreams, type StreamsRequest } from './streams.js';

export class TerminalStreams implements JobStreams {
  readonly ends: JobEnds & { readonly terminalChannel: number };
  readonly #request: StreamsRequest;
  readonly #channel: number;
  #size: TerminalSpec;
  #master: number | undefined;
  #stream: ReadStream | undefined;

  constructor(request: StreamsRequest, size: TerminalSpec) {
    const [channel, terminalChannel] = syscalls.socketpair();
    // The streams are the terminal's; these three only fill the places of the pipes.
    const [stdin, stdout, stderr] = [0, 1, 2].map(() => syscalls.open('/dev/null', O_RDWR)) as [
      number,
      number,
      number,
    ];
    this.ends = { stdin, stdout, stderr, terminalChannel };
    this.#request = request;
    this.#channel = channel;
    this.#size = size;
  }

  closeJobEnds(): void {
    for (const fd of Object.values(this.ends)) syscalls.close(fd);
  }

  async pump(): Promise<void> {
    const master = this.#receiveMaster();
    if (master === undefined) return;
    this.#master = master;
    this.resize(this.#size);
    const stream = new ReadStream(master);
    this.#stream = stream;
    const { stdin, stdout, ...request } = this.#request;
    if (stdin instanceof Readable) stdin.on('data', this.#type);
    else if (stdin !== undefined) stream.write(stdin);
    await pumpOutput(stream as AsyncIterable<Buffer>, { ...request, name: 'stdout', copy: stdout });
  }

  async finish(pumped: Promise<void>): Promise<void> {
    if (this.#request.stdin instanceof Readable) this.#request.stdin.off('data', this.#type);
    await drain(pumped, () => this.destroy());
    this.destroy();
  }

  destroy(): void {
    this.#stream?.destroy();
    this.#master = undefined;
  }

  resize(size: TerminalSpec): void {
    this.#size = size;
    if (this.#master !== undefined) syscalls.setWindowSize(this.#master, size);
  }

  readonly #type = (chunk: Buffer): void => {
    this.#stream?.write(chunk);
  };

  /** Undefined where the job never came so far: its own failure tells why. */
  #receiveMaster(): number | undefined {
    try {
      return syscalls.receiveDescriptor(this.#channel);
    } catch {
      return undefined;
    } finally {
      syscalls.close(this.#channel);
    }
  }
}
