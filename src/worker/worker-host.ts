/** The runner's side of the worker process: starts it, hands it jobs, takes what they print and how they ended. */
import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { LayoverError } from '../base/errors.js';
import { syscalls } from '../native/syscalls.js';
import type { HostReply, HostRequest, HostSettings, ThreadAnswer, ThreadJob } from './messages.js';
import { SlotOutput } from './slot-output.js';

export interface WorkerHostOptions {
  /** How many jobs run at once. */
  readonly slots: number;
  readonly attach: HostSettings['attach'];
  /** The program, and its first words, that start Node in the namespace where the process belongs; default Node. */
  readonly starter?: readonly string[] | undefined;
}

export type ThreadRequest = Omit<ThreadJob, 'marker'>;

/** A job that runs, or waits for its thread. */
export interface StartedJob {
  readonly stdout: AsyncIterable<Buffer>;
  readonly stderr: AsyncIterable<Buffer>;
  /** Rejects only when the worker process is gone. */
  readonly answered: Promise<ThreadAnswer>;
  /** Fires the job's signal, and ends a job that never looked at it. */
  abort(): void;
  /** Ends the job, and lets go of what it still prints. */
  terminate(): void;
  /** Lets go of what it has printed and nobody reads. */
  discardOutput(): void;
}

interface RunningSlot {
  readonly marker: Uint8Array;
  readonly resolve: (answer: ThreadAnswer) => void;
  readonly reject: (error: Error) => void;
}

const ENTRY: string = fileURLToPath(new URL('./worker-process.js', import.meta.url));
const FIRST_FD = 4; // after the standard streams and the channel

/** The highest descriptor that the process of as many slots is given: two pipes for each. */
export function lastFd(slots: number): number {
  return FIRST_FD + 2 * slots - 1;
}
const MARKER_BYTES = 16;

export class WorkerHost implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #outputs: ReadonlyArray<readonly [stdout: SlotOutput, stderr: SlotOutput]>;
  readonly #free: number[];
  readonly #waiting: Array<() => void> = [];
  readonly #running = new Map<number, RunningSlot>();
  readonly #exited: Promise<void>;
  #gone: LayoverError | undefined;

  constructor({ slots, attach, starter = [process.execPath] }: WorkerHostOptions) {
    const pipes = Array.from({ length: 2 * slots }, () => syscalls.pipe());
    const [execPath, ...execArgv] = starter;
    this.#child = fork(ENTRY, {
      execPath,
      execArgv,
      env: {},
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc', ...pipes.map(([, writer]) => writer)],
    });
    for (const [, writer] of pipes) syscalls.close(writer);
    const readers = pipes.map(([reader]) => new SlotOutput(reader));
    this.#outputs = Array.from({ length: slots }, (_, index) => [
      readers[2 * index] as SlotOutput,
      readers[2 * index + 1] as SlotOutput,
    ]);
    this.#free = Array.from({ length: slots }, (_, index) => index);
    this.#exited = new Promise((resolve) => this.#child.once('exit', () => resolve()));
    this.#child.on('message', (reply: HostReply) => this.#receive(reply));
    this.#child.once('exit', (code, signal) => this.#fail(`ended with ${signal ?? code}`));
    this.#child.once('error', (cause) => this.#fail(cause.message, cause));
    this.#child.send({ slots, firstFd: FIRST_FD, attach } satisfies HostSettings);
    this.#idle();
  }

  get isAlive(): boolean {
    return this.#gone === undefined;
  }

  /** Waits for a slot: one may not be free yet though its job has answered. */
  async start(request: ThreadRequest): Promise<StartedJob> {
    while (this.#free.length === 0 && this.#gone === undefined)
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    if (this.#gone) throw this.#gone;
    return this.#startIn(this.#free.pop() as number, request);
  }

  #startIn(slot: number, request: ThreadRequest): StartedJob {
    const marker = randomBytes(MARKER_BYTES);
    const [stdout, stderr] = this.#outputs[slot] as readonly [SlotOutput, SlotOutput];
    let onAnswer: (answer: ThreadAnswer) => void = () => undefined;
    const answered = new Promise<ThreadAnswer>((resolve, reject) => {
      onAnswer = resolve;
      this.#running.set(slot, { marker, resolve, reject });
    });
    this.#child.ref();
    this.#child.channel?.ref();
    const discardOutput = (): void => {
      stdout.discard();
      stderr.discard();
    };
    const job = {
      stdout: stdout.begin(marker, onAnswer),
      stderr: stderr.begin(marker),
      answered,
      abort: () => this.#ask(slot, marker, 'abort'),
      discardOutput,
      terminate: () => {
        discardOutput();
        this.#ask(slot, marker, 'terminate');
      },
    };
    this.#send({ kind: 'run', slot, job: { ...request, marker } });
    return job;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.ref();
    if (this.#child.connected) this.#child.disconnect();
    await this.#exited;
    for (const output of this.#outputs.flat()) output.destroy();
  }

  /** Nothing where that job has ended, and another one may have its slot. */
  #ask(slot: number, marker: Uint8Array, kind: 'abort' | 'terminate'): void {
    if (this.#running.get(slot)?.marker === marker) this.#send({ kind, slot });
  }

  #send(request: HostRequest): void {
    if (this.#child.connected) this.#child.send(request);
  }

  #receive({ slot, answer }: HostReply): void {
    const running = this.#running.get(slot);
    running?.resolve(answer);
    const ended = (this.#outputs[slot] ?? []).map((output) => output.ended);
    void Promise.all(ended).then(() => {
      this.#running.delete(slot);
      this.#free.push(slot);
      this.#waiting.shift()?.();
      if (this.#running.size === 0) this.#idle();
    });
  }

  #fail(reason: string, cause?: unknown): void {
    this.#gone ??= new LayoverError('LAYOVER_WORKER', `The process that runs worker jobs ${reason}`, {
      cause,
    });
    const running = [...this.#running.values()];
    this.#running.clear();
    for (const wake of this.#waiting.splice(0)) wake();
    for (const { reject } of running) reject(this.#gone);
    for (const output of this.#outputs.flat()) output.end();
  }

  /** Waiting for nothing, it does not hold the program open. */
  #idle(): void {
    this.#child.unref();
    this.#child.channel?.unref();
  }
}
