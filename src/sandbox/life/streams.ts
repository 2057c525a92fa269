/**
 * A job's standard streams: real pipes made here, their far ends for the job, their near ends pumped. What the job
 * prints goes to its log and on to the caller, in its own order within each stream; a slow caller slows the job, as
 * a pipe would. The job never holds a descriptor of the caller's.
 */
import { Socket } from 'node:net';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { syscalls } from '../../native/syscalls.js';
import { type JobEnds, JobPipes } from './job-pipes.js';
import { pumpOutput } from './output.js';

export interface StreamsRequest {
  readonly stdin: Readable | string | Uint8Array | undefined;
  readonly stdout: Writable | undefined;
  readonly stderr: Writable | undefined;
  /** Texts that no output may hold. */
  readonly mask: readonly string[];
  readonly logFolder: string;
  /** Told of every piece the job prints. */
  readonly onOutput: (bytes: number) => void;
  /** Told that nobody reads the job's output any more. */
  readonly onReaderGone: () => void;
  readonly onLogFailed: (notice: string) => void;
}

/** How long output may still come after the last process of a job is gone. */
const DRAIN_MS = 2_000;

/**
 * After a job's end: takes what is still on the way. Nothing of the job lives to hold its side open, so this is quick;
 * `giveUp` is for what nobody foresaw.
 */
export async function drain(pumped: Promise<void>, giveUp: () => void): Promise<void> {
  const timer = setTimeout(giveUp, DRAIN_MS);
  try {
    await pumped;
  } finally {
    clearTimeout(timer);
  }
}

/** How a job's output is taken in: by pipes, or by a terminal (terminal.ts). */
export interface JobStreams {
  readonly ends: JobEnds;
  /** Gives the job's ends up: its keeper has its own by now, or never will. */
  closeJobEnds(): void;
  /** Pumps until the job has closed its side. */
  pump(): Promise<void>;
  /** After the job's end: takes what is still on the way. */
  finish(pumped: Promise<void>): Promise<void>;
  destroy(): void;
}

export class PipeStreams implements JobStreams {
  readonly #pipes: JobPipes;
  readonly #request: StreamsRequest;
  readonly #outputs: readonly Socket[];
  #stopInput: (() => void) | undefined;

  constructor(request: StreamsRequest, pipes: JobPipes = new JobPipes()) {
    this.#request = request;
    this.#pipes = pipes;
    this.#outputs = pipes.outputs.map((fd) => new Socket({ fd, readable: true, writable: false }));
  }

  get ends(): JobEnds {
    return this.#pipes.ends;
  }

  closeJobEnds(): void {
    this.#pipes.closeJobEnds();
  }

  async pump(): Promise<void> {
    this.#feed();
    const [output, errors] = this.#outputs as [Socket, Socket];
    const { stdout, stderr, ...request } = this.#request;
    await Promise.all([
      pumpOutput(output, { ...request, name: 'stdout', copy: stdout }),
      pumpOutput(errors, { ...request, name: 'stderr', copy: stderr }),
    ]);
  }

  async finish(pumped: Promise<void>): Promise<void> {
    this.#stopInput?.();
    await drain(pumped, () => this.destroy());
  }

  destroy(): void {
    this.#stopInput?.();
    for (const socket of this.#outputs) socket.destroy();
  }

  #feed(): void {
    const { stdin } = this.#request;
    if (stdin === undefined) return syscalls.close(this.#pipes.input);
    const pipe = new Socket({ fd: this.#pipes.input, readable: false, writable: true });
    const source = stdin instanceof Readable ? stdin : Readable.from([stdin]);
    this.#stopInput = () => pipe.destroy();
    // A command may end, or close its input, before it has read all: that is its business.
    pipeline(source, pipe).catch(() => pipe.destroy());
  }
}
