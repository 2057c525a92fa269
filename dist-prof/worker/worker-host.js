/** The runner's side of the worker process: starts it, hands it jobs, takes what they print and how they ended. */
import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { LayoverError } from '../base/errors.js';
import { syscalls } from '../native/syscalls.js';
import { SlotOutput } from './slot-output.js';

const ENTRY = fileURLToPath(new URL('./worker-process.js', import.meta.url));
const FIRST_FD = 4; // after the standard streams and the channel
const MARKER_BYTES = 16;
export class WorkerHost {
  #child;
  #outputs;
  #free;
  #waiting = [];
  #running = new Map();
  #exited;
  #gone;
  constructor({ slots, attach, starter = [process.execPath] }) {
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
    this.#outputs = Array.from({ length: slots }, (_, index) => [readers[2 * index], readers[2 * index + 1]]);
    this.#free = Array.from({ length: slots }, (_, index) => index);
    this.#exited = new Promise((resolve) => this.#child.once('exit', () => resolve()));
    this.#child.on('message', (reply) => this.#receive(reply));
    this.#child.once('exit', (code, signal) => this.#fail(`ended with ${signal ?? code}`));
    this.#child.once('error', (cause) => this.#fail(cause.message, cause));
    this.#child.send({ slots, firstFd: FIRST_FD, attach });
    this.#idle();
  }
  get isAlive() {
    return this.#gone === undefined;
  }
  /** Waits for a slot: one may not be free yet though its job has answered. */
  async start(request) {
    while (this.#free.length === 0 && this.#gone === undefined)
      await new Promise((resolve) => this.#waiting.push(resolve));
    if (this.#gone) throw this.#gone;
    return this.#startIn(this.#free.pop(), request);
  }
  #startIn(slot, request) {
    const marker = randomBytes(MARKER_BYTES);
    const [stdout, stderr] = this.#outputs[slot];
    let onAnswer = () => undefined;
    const answered = new Promise((resolve, reject) => {
      onAnswer = resolve;
      this.#running.set(slot, { marker, resolve, reject });
    });
    this.#child.ref();
    this.#child.channel?.ref();
    const discardOutput = () => {
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
  async [Symbol.asyncDispose]() {
    this.#child.ref();
    if (this.#child.connected) this.#child.disconnect();
    await this.#exited;
    for (const output of this.#outputs.flat()) output.destroy();
  }
  /** Nothing where that job has ended, and another one may have its slot. */
  #ask(slot, marker, kind) {
    if (this.#running.get(slot)?.marker === marker) this.#send({ kind, slot });
  }
  #send(request) {
    if (this.#child.connected) this.#child.send(request);
  }
  #receive({ slot, answer }) {
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
  #fail(reason, cause) {
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
  #idle() {
    this.#child.unref();
    this.#child.channel?.unref();
  }
}
//# sourceMappingURL=worker-host.js.map
