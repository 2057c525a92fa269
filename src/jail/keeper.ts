/**
 * The runner's side of a keeper process: one per `openLayover`, started at the first job.
 *
 *   start:  spawn `keeper serve 3` with an empty environment -> HELLO with the version -> READY
 *           rootless: HELLO -> UNMAPPED (it has a user namespace) -> the runner writes its id maps -> MAPPED -> READY
 *   a job:  SPAWN with the job's description and its streams as descriptors -> STARTED -> EXITED, or FAILED with
 *           the step and the errno where a step of its set-up failed
 *   end:    the runner closes its end, or dies: the keeper kills what runs and ends
 *
 * A reply that cannot be understood, or the keeper's death, fails every running job with LAYOVER_KEEPER.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { LayoverError, messageOf } from '../base/errors.js';
import type { Step } from '../base/timeline.js';
import { syscalls } from '../native/syscalls.js';
import { errnoName, refusedScratch, startError, unexpectedReply } from './keeper-errors.js';
import type { JailSpec, LaunchSpec, ScratchSpec } from './launch-spec.js';
import type { HeldLaunch, LaunchEnd, Launched, LaunchStreams, Scratch } from './launched.js';
import { mapOwnNamespace, type OwnMap } from './own-map.js';
import {
  encodeFrame,
  encodeHeld,
  encodeLaunch,
  encodeScratch,
  encodeStart,
  HELLO_ROOTLESS,
  numbers,
  PROTOCOL_VERSION,
  REQUEST,
} from './protocol.js';
import { type Reply, ReplyReader } from './reply.js';

export const KEEPER_PATH: string = fileURLToPath(new URL('../native/keeper', import.meta.url));

export type { HeldLaunch, LaunchEnd, Launched, LaunchStreams, Scratch } from './launched.js';

type Answer = Extract<Reply, { kind: 'scratch' }> | LaunchEnd;

interface Waiter {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: LayoverError) => void;
  readonly steps?: Step[];
}

export class Keeper implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #socket: Socket;
  readonly #fd: number;
  readonly #reader = new ReplyReader();
  readonly #jobs = new Map<number, Waiter>();
  readonly #idle = new Set<number>();
  readonly #exited: Promise<void>;
  readonly #inbox: Reply[] = [];
  #wake: (() => void) | undefined;
  #failure: LayoverError | undefined;
  #nextJob = 1;
  #landlockAbi = 0;
  #isSealed = false;
  #hasStuck = false;

  private constructor(child: ChildProcess, fd: number) {
    this.#child = child;
    this.#fd = fd;
    this.#socket = new Socket({ fd, readable: true, writable: true });
    this.#exited = new Promise((resolve) => child.once('exit', () => resolve()));
    this.#socket.on('data', (bytes: Buffer) => this.#receive(bytes));
    this.#socket.once('close', () =>
      this.#fail(new LayoverError('LAYOVER_KEEPER', 'The keeper ended while it was needed')),
    );
    this.#socket.on('error', (cause) =>
      this.#fail(
        new LayoverError('LAYOVER_KEEPER', `The keeper's socket failed: ${cause.message}`, { cause }),
      ),
    );
  }

  /** `ownMap` for a caller without privilege: the ids its keeper's user namespace holds. */
  static async start(ownMap?: OwnMap): Promise<Keeper> {
    const [ours, theirs] = syscalls.socketpair();
    const child = spawn(KEEPER_PATH, ['serve', '3'], {
      env: {},
      detached: true,
      stdio: ['ignore', 'ignore', 'ignore', theirs],
    });
    const failed = new Promise<never>((_resolve, reject) => {
      child.once('error', (cause) => reject(startError(cause)));
    });
    syscalls.close(theirs);
    const keeper = new Keeper(child, ours);
    try {
      await Promise.race([keeper.#greet(ownMap), failed]);
    } catch (error) {
      keeper.#socket.destroy();
      throw error;
    }
    // An idle keeper does not hold its program open: it ends when the socket does.
    child.unref();
    keeper.#socket.unref();
    return keeper;
  }

  /** The keeper's own process, in whose user namespace rootless trees are read. */
  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get isAlive(): boolean {
    return this.#failure === undefined;
  }

  /** The kernel's version of Landlock; 0 where it has none. */
  get landlockAbi(): number {
    return this.#landlockAbi;
  }

  /** Whether it, and with it each job's init, runs from a copy of its program that nobody can write to. */
  get isSealed(): boolean {
    return this.#isSealed;
  }

  launch(spec: LaunchSpec, streams: LaunchStreams): Launched {
    return this.#spawn(encodeLaunch(spec), streams);
  }

  /** Makes all of a job but its command, which `start` gives it. It does not hold this program open. */
  hold(spec: JailSpec, streams: LaunchStreams): HeldLaunch {
    const { job, ...launched } = this.#spawn(encodeHeld(spec), streams);
    launched.hold(false);
    return {
      ...launched,
      start: (command) => {
        const frame = encodeFrame(REQUEST.start, job, encodeStart(command));
        launched.hold(true);
        if (this.#jobs.has(job) && !this.#failure) this.#send(frame);
      },
    };
  }

  #spawn(request: Buffer, streams: LaunchStreams): Launched & { readonly job: number } {
    if (this.#failure) throw this.#failure;
    const job = this.#nextJob++;
    const { stdin, stdout, stderr, terminalChannel, locks } = streams;
    const terminal = terminalChannel === undefined ? [] : [terminalChannel];
    const fds = [stdin, stdout, stderr, ...terminal, ...locks];
    syscalls.sendWithDescriptors(this.#fd, encodeFrame(REQUEST.spawn, job, request), fds);
    const steps: Step[] = [];
    const ended = new Promise<LaunchEnd>((resolve, reject) => {
      this.#jobs.set(job, { resolve: resolve as Waiter['resolve'], reject, steps });
    });
    this.#socket.ref();
    return {
      job,
      ended,
      steps,
      signal: (number) => this.#ask(REQUEST.signal, job, number),
      setTimeout: (ms) => this.#ask(REQUEST.timeout, job, ms),
      hold: (isHeld) => this.#hold(job, isHeld),
    };
  }

  /** SetupError where the kernel refuses it. */
  async makeScratch(scratch: ScratchSpec): Promise<Scratch> {
    if (this.#failure) throw this.#failure;
    const job = this.#nextJob++;
    this.#send(encodeFrame(REQUEST.scratch, job, encodeScratch(scratch)));
    this.#socket.ref();
    const made = await new Promise<Answer>((resolve, reject) => {
      this.#jobs.set(job, { resolve, reject });
    });
    if (made.kind === 'failed') throw refusedScratch(made);
    if (made.kind !== 'scratch') throw unexpectedReply(undefined, 'scratch');
    const { fd } = made;
    return { fd, drop: () => this.#failure ?? this.#send(encodeFrame(REQUEST.drop, 0, numbers(fd))) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.destroy();
    if (this.#hasStuck) return; // it stays, to hold the locks of what does not end
    this.#child.ref();
    await this.#exited;
  }

  async #greet(ownMap: OwnMap | undefined): Promise<void> {
    this.#send(encodeFrame(REQUEST.hello, 0, numbers(PROTOCOL_VERSION, ownMap ? HELLO_ROOTLESS : 0)));
    const { version } = await this.#next('hello');
    if (version !== PROTOCOL_VERSION) {
      throw new LayoverError(
        'LAYOVER_NATIVE_MISMATCH',
        `The keeper speaks version ${version}, this package ${PROTOCOL_VERSION}`,
        {
          hint: 'Rebuild both halves: `npm run build`.',
        },
      );
    }
    if (ownMap) {
      await this.#next('unmapped');
      await mapOwnNamespace(this.pid, ownMap);
      this.#send(encodeFrame(REQUEST.mapped, 0));
    }
    ({ landlockAbi: this.#landlockAbi, isSealed: this.#isSealed } = await this.#next('ready'));
  }

  /** The next control reply, which must be of this kind: the handshake has one order only. */
  async #next<K extends Reply['kind']>(kind: K): Promise<Extract<Reply, { kind: K }>> {
    while (this.#inbox.length === 0) {
      if (this.#failure) throw this.#failure;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const reply = this.#inbox.shift();
    if (reply?.kind !== kind) throw unexpectedReply(reply, kind);
    return reply as Extract<Reply, { kind: K }>;
  }

  #send(frame: Buffer): void {
    syscalls.sendWithDescriptors(this.#fd, frame, []);
  }

  #ask(request: number, job: number, number: number): void {
    if (this.#jobs.has(job) && !this.#failure) this.#send(encodeFrame(request, job, numbers(number)));
  }

  #hold(job: number, isHeld: boolean): void {
    if (isHeld || !this.#jobs.has(job)) this.#idle.delete(job);
    else this.#idle.add(job);
    this.#holdOrLetGo();
  }

  #holdOrLetGo(): void {
    if (this.#jobs.size === this.#idle.size) this.#socket.unref();
    else this.#socket.ref();
  }

  #receive(bytes: Buffer): void {
    try {
      for (const reply of this.#reader.read(bytes)) this.#dispatch(reply);
    } catch (error) {
      this.#fail(
        error instanceof LayoverError
          ? error
          : new LayoverError('LAYOVER_KEEPER', messageOf(error), { cause: error }),
      );
      this.#socket.destroy();
    }
  }

  #dispatch(reply: Reply): void {
    if (reply.kind === 'fatal') return this.#fail(unexpectedReply(reply, 'ready'));
    if (!('job' in reply)) {
      this.#inbox.push(reply);
      this.#wake?.();
      return;
    }
    if (reply.kind === 'started') return;
    if (reply.kind === 'profile') return void this.#jobs.get(reply.job)?.steps?.push(...reply.steps);
    this.#hasStuck ||= reply.kind === 'stuck'; // its `exited`, if it ever comes, is nobody's
    this.#finish(reply.job, answerOf(reply));
  }

  #finish(job: number, end: Answer): void {
    this.#jobs.get(job)?.resolve(end);
    this.#jobs.delete(job);
    this.#idle.delete(job);
    this.#holdOrLetGo();
  }

  #fail(error: LayoverError): void {
    this.#failure ??= error;
    const waiters = [...this.#jobs.values()];
    this.#jobs.clear();
    for (const waiter of waiters) waiter.reject(this.#failure);
    this.#wake?.();
  }
}

function answerOf(reply: Extract<Reply, { kind: 'exited' | 'failed' | 'scratch' | 'stuck' }>): Answer {
  switch (reply.kind) {
    case 'exited':
      return { kind: 'ended', end: reply.end };
    case 'failed':
      return { kind: 'failed', step: reply.step, detail: reply.detail, errno: errnoName(reply.errno) };
    case 'scratch':
    case 'stuck':
      return reply;
  }
}
