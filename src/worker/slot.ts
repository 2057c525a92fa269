/**
 * One place for a job at a time: a pool of one thread, which is replaced after a job that left something behind or was
 * ended from outside. Piscina executes and no more: whose turn it is, deadlines and ends are decided elsewhere.
 */
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { Piscina } from 'piscina';
import type { HostPath } from '../base/bytes-path.js';
import { syscalls } from '../native/syscalls.js';
import { errorData } from './error-data.js';
import { killStragglers } from './job-children.js';
import { writeAll } from './job-output.js';
import { GRACE_MS, type ThreadAnswer, type ThreadEnd, type ThreadJob } from './messages.js';
import { findOpenOn } from './open-files.js';
import type { JobReply, ThreadReady, ThreadTask } from './thread-entry.js';
import { ThreadState } from './thread-state.js';

export interface SlotSettings {
  readonly attach: HostPath;
  readonly stdout: number;
  readonly stderr: number;
}

interface Thread {
  readonly pool: Piscina;
  /** Ends the thread, and settles when it has ended. */
  readonly end: () => Promise<void>;
  readonly state: ThreadState;
  readonly control: MessagePort;
  readonly namespace: string;
  readonly fitness: ThreadKind;
}

/** What makes one thread unfit for another's job. */
interface ThreadKind {
  readonly heapBytes: number | undefined;
  readonly isPortable: boolean;
  readonly network: 'none' | 'host';
}

const ENTRY: string = fileURLToPath(new URL('./thread-entry.js', import.meta.url));

// See sandbox/trees/tree-host.ts: a thread that is ended while it tries require() on a module takes the process with it.
const NO_REQUIRE_OF_MODULES = '--no-experimental-require-module';
const EXEC_ARGV: readonly string[] = process.allowedNodeEnvironmentFlags.has(NO_REQUIRE_OF_MODULES)
  ? [NO_REQUIRE_OF_MODULES]
  : [];

const MIB = 1 << 20;

const OPEN_FILES_MS = 1_000;

/** A thread that has not begun with a job by then is held by what an earlier one left: it is replaced. */
const BEGIN_MS = 3_000;

export class Slot {
  readonly #settings: SlotSettings;
  #thread: Promise<Thread> | undefined;
  #running: Thread | undefined;
  #isTerminated = false;
  #jobs = 0;

  constructor(settings: SlotSettings) {
    this.#settings = settings;
  }

  /** Starts the thread ahead of its first job. */
  #prepare(kind: ThreadKind): Promise<Thread> {
    this.#thread ??= this.#start(kind);
    return this.#thread;
  }

  /** A job that its thread could not begin, for what an earlier one left there, gets another thread. */
  async run(job: ThreadJob): Promise<ThreadAnswer> {
    this.#isTerminated = false;
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const thread = await this.#threadFor(kindOf(job)).catch((error: unknown) => startFailure(error));
      if ('kind' in thread) {
        this.#thread = undefined;
        return this.#answerAlone(job, thread);
      }
      if (this.#isTerminated) return this.#answerAlone(job, { kind: 'terminated' });
      const answer = await this.#runIn(thread, job);
      if (answer !== 'unfit') return answer;
    }
    return this.#answerAlone(job, startFailure(new Error('Two threads in a row did not begin with the job')));
  }

  async #runIn(thread: Thread, job: ThreadJob): Promise<JobReply> {
    const started = performance.now();
    this.#running = thread;
    this.#jobs += 1;
    const number = this.#jobs;
    thread.state.listens = false;
    thread.state.isCut = false;
    const deadline = new Deadline(job.timeoutMs, this);
    const watch = setTimeout(() => thread.state.begun !== number && void thread.end(), BEGIN_MS);
    try {
      const answer = (await thread.pool.run({ kind: 'job', job, number } satisfies ThreadTask)) as JobReply;
      if (answer === 'unfit' || answer.leaks.length > 0 || this.#isTerminated) await this.#replace(thread);
      return answer === 'unfit' ? answer : { ...answer, end: deadline.end ?? answer.end };
    } catch (error) {
      const end = deadline.end ?? this.#endOf(error, thread);
      await this.#replace(thread);
      if (thread.state.begun !== number && !this.#isTerminated) return 'unfit';
      this.#writeMarker(job);
      return { end, leaks: [end.kind], wallMs: performance.now() - started };
    } finally {
      deadline[Symbol.dispose]();
      clearTimeout(watch);
      this.#running = undefined;
    }
  }

  #answerAlone(job: ThreadJob, end: ThreadEnd): ThreadAnswer {
    this.#writeMarker(job);
    return { end, leaks: [], wallMs: 0 };
  }

  /** Fires the job's signal; a job that never looked at it is terminated. */
  abort(): void {
    if (this.#running) this.#running.state.isCut = true;
    if (this.#running?.state.listens !== true) this.terminate();
    else this.#running.control.postMessage(this.#jobs);
  }

  /** Ends the thread, whatever it does, but not in the middle of making or leaving a view. */
  terminate(waitedMs = 0): void {
    this.#isTerminated = true;
    const thread = this.#running;
    if (thread === undefined) return;
    thread.state.isCut = true;
    if (thread.state.phase === 'running' || waitedMs > BEGIN_MS) void thread.end();
    else setTimeout(() => this.#running === thread && this.terminate(waitedMs + 1), 1);
  }

  async #threadFor(kind: ThreadKind): Promise<Thread> {
    const thread = await this.#prepare(kind);
    if (isSameKind(thread.fitness, kind)) return thread;
    await whenIdle(thread.state);
    await this.#discard(thread);
    this.#thread = undefined;
    return await this.#prepare(kind);
  }

  async #start(kind: ThreadKind): Promise<Thread> {
    const { heapBytes, isPortable, network } = kind;
    const state = new ThreadState();
    const pool = new Piscina({
      filename: ENTRY,
      minThreads: 1,
      maxThreads: 1,
      atomics: 'disabled',
      execArgv: [...EXEC_ARGV],
      env: {},
      ...(heapBytes !== undefined && {
        resourceLimits: { maxOldGenerationSizeMb: Math.max(Math.ceil(heapBytes / MIB), 4) },
      }),
    });
    const { port1: control, port2 } = new MessageChannel();
    control.unref();
    const settings = { ...this.#settings, isPortable, network, state: state.buffer };
    const task: ThreadTask = { kind: 'start', settings, control: port2 };
    try {
      const ready = (await pool.run(task, { transferList: [port2] })) as ThreadReady;
      if (ready.failure) throw Object.assign(new Error(ready.failure.message), ready.failure);
      return {
        pool,
        end: once(() => pool.destroy()),
        state,
        control,
        namespace: ready.namespace,
        fitness: kind,
      };
    } catch (error) {
      await pool.destroy();
      throw error;
    }
  }

  /** The next one starts at once, so that it is ready when it is needed. */
  async #replace(thread: Thread): Promise<void> {
    this.#thread = undefined;
    await this.#discard(thread);
    this.#prepare(thread.fitness).catch(() => undefined); // whoever needs it is told
  }

  /** When this is over the thread has ended, and with it its namespace and every process in it. */
  async #discard({ end, state, control, namespace }: Thread): Promise<void> {
    await end();
    control.close();
    for (const fd of state.takeHeld()) syscalls.close(fd);
    if (namespace === '') return;
    killStragglers(namespace);
    await endWithOpenFiles(state.mounts);
  }

  #endOf(error: unknown, { state, fitness: { heapBytes = 0 } }: Thread): ThreadEnd {
    if (this.#isTerminated) return { kind: 'terminated' };
    const { exitCode, signal } = state;
    if (signal !== undefined) return { kind: 'signaled', signal: signalName(signal) };
    if (exitCode !== undefined) return { kind: 'exited', exitCode };
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ERR_WORKER_OUT_OF_MEMORY') return { kind: 'out-of-memory', limitBytes: heapBytes };
    return { kind: 'threw', error: errorData(error), origin: 'uncaught' };
  }

  #writeMarker({ marker }: ThreadJob): void {
    for (const fd of [this.#settings.stdout, this.#settings.stderr]) writeAll(fd, marker);
  }
}

/** A job's time: its signal first, and the end of its thread when the grace period is over. */
class Deadline implements Disposable {
  readonly #timers: NodeJS.Timeout[] = [];
  #end: ThreadEnd | undefined;

  constructor(timeoutMs: number | undefined, slot: Slot) {
    if (timeoutMs === undefined) return;
    const act = (): void => {
      this.#end = { kind: 'timed-out', afterMs: timeoutMs };
      slot.abort();
      this.#timers.push(setTimeout(() => slot.terminate(), GRACE_MS));
    };
    this.#timers.push(setTimeout(act, timeoutMs));
  }

  /** Once the time was up. */
  get end(): ThreadEnd | undefined {
    return this.#end;
  }

  [Symbol.dispose](): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }
}

/** A pool that is destroyed twice at once takes its thread's end for a loss, and starts another. */
function once(act: () => Promise<void>): () => Promise<void> {
  let ended: Promise<void> | undefined;
  return () => {
    ended ??= act();
    return ended;
  };
}

/**
 * A file of the job's that is open when its thread is gone is held by native code, which may still write to it: nobody
 * may read the upper then, and this process ends, with all that it holds.
 */
async function endWithOpenFiles(mounts: readonly number[]): Promise<void> {
  for (let waited = 0; findOpenOn(mounts).length > 0; waited += 1) {
    if (waited > OPEN_FILES_MS) process.exit(1);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

/** What a thread does behind its last answer is short, and must not be cut off. */
async function whenIdle(state: ThreadState): Promise<void> {
  for (let waited = 0; state.phase !== 'idle' && waited < BEGIN_MS; waited += 1)
    await new Promise((resolve) => setTimeout(resolve, 1));
}

function kindOf({ heapBytes, portable, network }: ThreadJob): ThreadKind {
  return { heapBytes, isPortable: portable !== undefined, network };
}

function isSameKind(one: ThreadKind, other: ThreadKind): boolean {
  if (one.heapBytes !== other.heapBytes || one.isPortable !== other.isPortable) return false;
  return one.isPortable || one.network === other.network;
}

function signalName(number: number): NodeJS.Signals {
  const named = Object.entries(constants.signals).find(([, value]) => value === number);
  return (named?.[0] ?? `SIG${number}`) as NodeJS.Signals;
}

type Failure = Extract<ThreadEnd, { kind: 'failed' }>;

function startFailure(error: unknown): Failure {
  const { message, fields = {} } = errorData(error);
  const { step = 'start-thread', errno = 'EIO' } = fields as Partial<Failure>;
  return { kind: 'failed', step, errno, message };
}
