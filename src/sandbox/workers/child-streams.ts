/** The standard streams of a process that runs one job; src/worker/process-messages.ts says what goes over them. */
import { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { deserialize, serialize } from 'node:v8';
import { syscalls } from '../../native/syscalls.js';
import type { ProcessEnd, ProcessJob } from '../../worker/process-messages.js';
import { countOfPrefix } from '../../worker/slot-output.js';
import type { JobEnds } from '../life/job-pipes.js';

const ANSWER_BYTES_MAX: number = 16 << 20;

/** Each of the process's markers leads to the next. */
type Stage = 'starting' | 'waiting' | 'running' | 'answering';
const NEXT: Readonly<Record<Stage, Stage>> = {
  starting: 'waiting',
  waiting: 'running',
  running: 'answering',
  answering: 'answering',
};

export class ChildStreams {
  readonly ends: JobEnds;
  readonly stdout: Readable;
  readonly stderr: Readable;
  readonly #marker: Uint8Array;
  readonly #input: number;
  readonly #output: Socket;
  readonly #errors: Socket;
  readonly #ready: Promise<void>;
  readonly #begun: Promise<void>;
  #isReady: () => void = () => undefined;
  #hasBegun: () => void = () => undefined;
  #stage: Stage = 'starting';
  #held: Buffer = Buffer.alloc(0);
  #answer: Buffer[] = [];
  #answerBytes = 0;
  #isGiven = false;

  constructor(marker: Uint8Array) {
    const [stdin, input] = syscalls.pipe();
    const [output, stdout] = syscalls.pipe();
    const [errors, stderr] = syscalls.pipe();
    this.ends = { stdin, stdout, stderr };
    this.#marker = marker;
    this.#input = input;
    this.#output = new Socket({ fd: output, readable: true, writable: false });
    this.#errors = new Socket({ fd: errors, readable: true, writable: false });
    this.#ready = new Promise((resolve) => {
      this.#isReady = resolve;
    });
    this.#begun = new Promise((resolve) => {
      this.#hasBegun = resolve;
    });
    this.stdout = new Readable({ read: () => void this.#output.resume() });
    this.stderr = this.#errors;
    this.#output.on('data', (bytes: Buffer) => this.#take(bytes));
    for (const event of ['end', 'close', 'error']) this.#output.on(event, () => this.#end());
  }

  /** Gives up the process's ends, once its keeper has them. */
  closeJobEnds(): void {
    for (const fd of Object.values(this.ends)) syscalls.close(fd);
  }

  /** Settles when the process waits for its job; not at all where it ends before. */
  get ready(): Promise<void> {
    return this.#ready;
  }

  /** Settles when the process has its job; not at all where it ends before. */
  get begun(): Promise<void> {
    return this.#begun;
  }

  get hasBegun(): boolean {
    return this.#stage === 'running' || this.#stage === 'answering';
  }

  /** How the job ended, where the process came to say so, and nothing of it is amiss. Once its output has ended. */
  get end(): ProcessEnd | undefined {
    try {
      const end = deserialize(Buffer.concat(this.#answer)) as ProcessEnd;
      return isEnd(end) ? end : undefined;
    } catch {
      return undefined;
    }
  }

  give(job: ProcessJob): void {
    this.#isGiven = true;
    const pipe = new Socket({ fd: this.#input, readable: false, writable: true });
    pipe.on('error', () => pipe.destroy()); // the process has ended: its end says how
    pipe.end(serialize(job));
  }

  /** Whether they hold this program open. */
  hold(isHeld: boolean): void {
    for (const socket of [this.#output, this.#errors]) isHeld ? socket.ref() : socket.unref();
  }

  destroy(): void {
    if (!this.#isGiven) syscalls.close(this.#input);
    this.#isGiven = true;
    this.#output.destroy();
    this.#errors.destroy();
  }

  #take(bytes: Buffer): void {
    if (this.#stage === 'answering') return this.#keep(bytes);
    const all = Buffer.concat([this.#held, bytes]);
    const at = all.indexOf(this.#marker);
    const rest = at < 0 ? all.length - countOfPrefix(all, this.#marker) : at;
    if (this.#stage === 'running') this.#pass(all.subarray(0, rest));
    this.#held = all.subarray(rest);
    if (at < 0) return;
    this.#held = Buffer.alloc(0);
    if (this.#stage === 'starting') this.#isReady();
    if (this.#stage === 'waiting') this.#hasBegun();
    this.#stage = NEXT[this.#stage];
    this.#take(all.subarray(at + this.#marker.length));
  }

  #pass(bytes: Buffer): void {
    if (bytes.length > 0 && !this.stdout.push(bytes)) this.#output.pause();
  }

  #keep(bytes: Buffer): void {
    this.#answerBytes += bytes.length;
    if (this.#answerBytes <= ANSWER_BYTES_MAX) this.#answer.push(bytes);
    else this.#answer = [];
  }

  #end(): void {
    if (this.stdout.readableEnded || this.stdout.destroyed) return;
    if (this.#stage === 'running') this.#pass(this.#held);
    this.#held = Buffer.alloc(0);
    this.stdout.push(null);
  }
}

/** The process is the job's own: what it says is believed of the job alone, and only in this form. */
function isEnd(end: unknown): end is ProcessEnd {
  if (typeof end !== 'object' || end === null) return false;
  const { kind, value, error, origin } = end as Record<string, unknown>;
  if (kind === 'returned') return value instanceof Uint8Array;
  return kind === 'threw' && isError(error) && ORIGINS.includes(String(origin));
}

const ORIGINS: readonly string[] = ['function', 'load', 'uncaught', 'unhandled-rejection'];

function isError(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { name, message, stack = '' } = error as Record<string, unknown>;
  return [name, message, stack].every((text) => typeof text === 'string');
}
