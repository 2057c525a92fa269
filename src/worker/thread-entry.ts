/**
 * The entry of the threads that jobs run in. The first task makes the thread ready, every further one is a job:
 * make the view and enter it, set the environment, run the function, put everything back, leave. What need not be done
 * before the answer is done behind it, and before the next job.
 */
import { constants } from 'node:os';
import { posix } from 'node:path';
import type { MessagePort } from 'node:worker_threads';
import { CODE_FOLDER } from './code-folder.js';
import { withAnswer } from './early-answer.js';
import { setEnvironment } from './environment.js';
import { errorData } from './error-data.js';
import { guardDescriptors } from './guard-descriptors.js';
import { installChildren, killStragglers } from './job-children.js';
import { installOutput, writeAll } from './job-output.js';
import type { JobView } from './job-view.js';
import { KeptState } from './kept-state.js';
import { leaveNetwork } from './leave-network.js';
import { LeftBehind } from './left-behind.js';
import type { ErrorOrigin, ThreadAnswer, ThreadEnd, ThreadJob, ThreadSettings } from './messages.js';
import { MountError } from './mounts.js';
import { PortableThread } from './portable/portable-thread.js';
import { runModule, writeLog } from './run-module.js';
import { installSyncFiles } from './sync-files.js';
import { ThreadState } from './thread-state.js';
import { ThreadView } from './thread-view.js';

export type ThreadTask =
  | { readonly kind: 'start'; readonly settings: ThreadSettings; readonly control: MessagePort }
  | { readonly kind: 'job'; readonly job: ThreadJob; readonly number: number };

type JobTask = Extract<ThreadTask, { kind: 'job' }>;

/** What a thread answers with at its start: its mount namespace, as the link says, or why there is none. */
export type ThreadReady =
  | { readonly namespace: string; readonly failure?: undefined }
  | { readonly failure: Extract<ThreadEnd, { kind: 'failed' }> };

/** `unfit`: the job has not been begun, and needs another thread. */
export type JobReply = ThreadAnswer | 'unfit';

/** The entry of the pool's threads. Never throws. */
export default async function runInThread(task: ThreadTask): Promise<ThreadReady | JobReply> {
  if (task.kind === 'job') return await threads.run(task);
  try {
    return threads.start(task.settings, task.control);
  } catch (error) {
    return { failure: failureOf(error) };
  }
}

// Found before a job can put something else in their place.
const soon = setImmediate;
const now = performance.now.bind(performance);

/** Whoever froze or replaced everything need not see everything named. */
const LEAKS_MAX = 16;

/** The one thread that this is. */
class JobThread {
  readonly #settings: ThreadSettings;
  readonly #state: ThreadState;
  readonly #view: JobView;
  readonly #left = new LeftBehind();
  readonly #kept: KeptState;
  #cwd = '/';
  #isSettled = true;
  #number = 0;
  #abort = new AbortController();
  #failed: (end: ThreadEnd) => void = () => undefined;

  constructor(settings: ThreadSettings, control: MessagePort) {
    this.#settings = settings;
    this.#state = new ThreadState(settings.state);
    this.#view = settings.isPortable ? new PortableThread() : new ThreadView(settings.attach, this.#state);
    installSyncFiles({ onImport: (url) => this.#left.noteModule(url.pathname) });
    if (!settings.isPortable) installChildren(settings);
    if (!settings.isPortable)
      guardDescriptors(() => (this.#state.phase === 'running' ? this.#state.mounts : undefined));
    if (!settings.isPortable && settings.network === 'none') leaveNetwork();
    installOutput(settings);
    this.#installProcess();
    control.on('message', (number: number) => {
      if (number === this.#number) this.#abort.abort(new Error('The job is to end'));
    });
    control.unref();
    this.#kept = new KeptState();
  }

  get namespace(): string {
    return this.#view.namespace;
  }

  async run({ job, number }: JobTask): Promise<JobReply> {
    this.#settle();
    if (this.#state.isUnfit) return 'unfit';
    this.#number = number;
    this.#state.begun = number;
    const started = now();
    const leaks: string[] = [];
    const end = await this.#runInView(job, leaks);
    if (end === 'unfit') return end;
    const answer = { end, leaks: [...new Set(leaks)].slice(0, LEAKS_MAX), wallMs: now() - started };
    const isLast = leaks.length === 0 && !this.#state.isCut;
    writeMarkers(this.#settings, job.marker, isLast ? answer : undefined);
    if (leaks.length > 0) this.#settle();
    else soon(() => this.#settle());
    return answer;
  }

  async #runInView(job: ThreadJob, leaks: string[]): Promise<ThreadEnd | 'unfit'> {
    try {
      this.#state.phase = 'mounting';
      const mounts = this.#view.enter(job);
      this.#state.mounts = mounts;
      this.#state.phase = 'running';
      const end = await this.#runJob(job);
      const stuck = this.#kept.restoreFirst();
      leaks.push(...stuck, ...(await this.#left.end()));
      this.#state.phase = 'leaving';
      this.#isSettled = false;
      this.#view.leave();
      if (this.namespace !== '' && killStragglers(this.namespace) > 0) leaks.push('child process');
      if (this.#view.findOpen(mounts).length > 0) leaks.push('open file');
      return end;
    } catch (error) {
      const isUnfit = this.#state.phase === 'mounting' && !(error instanceof MountError);
      this.#view.recover();
      leaks.push('set-up');
      return isUnfit ? 'unfit' : failureOf(error);
    }
  }

  /** Whoever ends the thread waits for this, or descriptors would be left behind. */
  #settle(): void {
    try {
      if (!this.#isSettled) {
        const stuck = [...this.#kept.restoreFirst(), ...this.#kept.restoreRest()];
        if (stuck.length > 0) this.#state.isUnfit = true;
        this.#view.settle();
      }
    } catch {
      this.#state.isUnfit = true;
    }
    this.#isSettled = true;
    this.#state.phase = 'idle';
  }

  async #runJob(job: ThreadJob): Promise<ThreadEnd> {
    setEnvironment(job.env);
    this.#cwd = job.cwd;
    this.#abort = new AbortController();
    const failed = new Promise<ThreadEnd>((resolve) => {
      this.#failed = resolve;
    });
    this.#left.begin(job.portable?.code ?? [CODE_FOLDER]);
    return await Promise.race([failed, runModule({ ...job, context: this.#context() })]);
  }

  #context(): Parameters<typeof runModule>[0]['context'] {
    const state = this.#state;
    const { signal } = this.#abort;
    return {
      root: '/',
      get signal() {
        state.listens = true;
        return signal;
      },
      log: writeLog,
    };
  }

  #installProcess(): void {
    const exit = process.exit.bind(process);
    const kill = process.kill.bind(process);
    process.exit = (code?: number | string | null) => {
      this.#state.exitCode = Number(code ?? process.exitCode ?? 0);
      return exit(Number(code ?? 0));
    };
    process.kill = (pid: number, signal: string | number = 'SIGTERM') => {
      const number = typeof signal === 'number' ? signal : (constants.signals[signal as NodeJS.Signals] ?? 0);
      if (number === 0 || !meansItself(pid)) return kill(pid, signal);
      this.#state.signal = number;
      return exit(128 + number);
    };
    process.cwd = () => this.#cwd;
    process.chdir = (directory: string) => {
      const path = posix.resolve(this.#cwd, directory);
      this.#view.chdir(path);
      this.#cwd = path;
    };
    this.#installNativeModules();
    const fail = (origin: ErrorOrigin) => (error: unknown) => {
      this.#left.note(origin);
      this.#failed({ kind: 'threw', error: errorData(error), origin });
    };
    process.on('uncaughtException', fail('uncaught'));
    process.on('unhandledRejection', fail('unhandled-rejection'));
  }

  /** A native module of the host's packages finds its libraries where it does on the host. */
  #installNativeModules(): void {
    const load = process.dlopen.bind(process) as (module: object, file: string, flags?: number) => void;
    process.dlopen = (module: object, file: string, flags: number = constants.dlopen.RTLD_LAZY) => {
      if (!file.startsWith(`${CODE_FOLDER}/`)) return load(module, file, flags);
      return this.#view.outside(() => load(module, file.slice(CODE_FOLDER.length), flags));
    };
  }
}

const { pid: own, ppid: parent } = process;

/** What a process would reach by it is its own, its group's, its parent's, or everybody's: for a job that is the job. */
function meansItself(pid: number): boolean {
  return [own, -own, 0, -1, parent, -parent].includes(pid);
}

function failureOf(error: unknown): Extract<ThreadEnd, { kind: 'failed' }> {
  const { step, errno } = error instanceof MountError ? error : { step: 'thread', errno: 'EIO' };
  return { kind: 'failed', step, errno, message: error instanceof Error ? error.message : String(error) };
}

function writeMarkers(
  { stdout, stderr }: ThreadSettings,
  marker: Uint8Array,
  answer: ThreadAnswer | undefined,
): void {
  writeAll(stderr, marker);
  writeAll(stdout, answer === undefined ? marker : withAnswer(marker, answer));
}

/** Holds the thread once it is ready. */
class Threads {
  #thread: JobThread | undefined;

  start(settings: ThreadSettings, control: MessagePort): ThreadReady {
    this.#thread = new JobThread(settings, control);
    return { namespace: this.#thread.namespace };
  }

  async run(task: JobTask): Promise<JobReply> {
    if (this.#thread === undefined) throw new Error('The thread was given a job before it was ready');
    return await this.#thread.run(task);
  }
}

const threads = new Threads();
