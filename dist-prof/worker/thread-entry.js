/**
 * The entry of the threads that jobs run in. The first task makes the thread ready, every further one is a job:
 * make the view and enter it, set the environment, run the function, put everything back, leave. What need not be done
 * before the answer is done behind it, and before the next job.
 */
import { constants } from 'node:os';
import { posix } from 'node:path';
import { CODE_FOLDER } from './code-folder.js';
import { withAnswer } from './early-answer.js';
import { setEnvironment } from './environment.js';
import { errorData } from './error-data.js';
import { installChildren, killStragglers } from './job-children.js';
import { installOutput, writeAll } from './job-output.js';
import { KeptState } from './kept-state.js';
import { LeftBehind } from './left-behind.js';
import { MountError } from './mounts.js';
import { PortableThread } from './portable/portable-thread.js';
import { runModule, writeLog } from './run-module.js';
import { installSyncFiles } from './sync-files.js';
import { ThreadState } from './thread-state.js';
import { ThreadView } from './thread-view.js';
/** The entry of the pool's threads. Never throws. */
export default async function runInThread(task) {
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
/** The one thread that this is. */
class JobThread {
  #settings;
  #state;
  #view;
  #left = new LeftBehind();
  #kept;
  #cwd = '/';
  #isSettled = true;
  #number = 0;
  #abort = new AbortController();
  #failed = () => undefined;
  constructor(settings, control) {
    this.#settings = settings;
    this.#state = new ThreadState(settings.state);
    this.#view = settings.isPortable ? new PortableThread() : new ThreadView(settings.attach, this.#state);
    installSyncFiles({ onImport: (url) => this.#left.noteModule(url.pathname) });
    if (!settings.isPortable) installChildren(settings);
    installOutput(settings);
    this.#installProcess();
    control.on('message', (number) => {
      if (number === this.#number) this.#abort.abort(new Error('The job is to end'));
    });
    control.unref();
    this.#kept = new KeptState();
  }
  get namespace() {
    return this.#view.namespace;
  }
  async run({ job, number }) {
    const T = { ...job.T2, t0: performance.timeOrigin + performance.now() };
    this.#settle();
    T.settled = performance.timeOrigin + performance.now();
    if (this.#state.isUnfit) return 'unfit';
    this.#number = number;
    const started = now();
    const leaks = [];
    let end;
    try {
      this.#state.phase = 'mounting';
      const mounts = this.#view.enter(job);
      this.#state.phase = 'running';
      T.entered = performance.timeOrigin + performance.now();
      end = await this.#runJob(job);
      T.ran = performance.timeOrigin + performance.now();
      leaks.push(...(await this.#left.end()), ...this.#kept.restoreFirst());
      this.#state.phase = 'leaving';
      T.restored = performance.timeOrigin + performance.now();
      this.#isSettled = false;
      this.#view.leave();
      T.left = performance.timeOrigin + performance.now();
      if (this.namespace !== '' && killStragglers(this.namespace) > 0) leaks.push('child process');
      if (this.#view.findOpen(mounts).length > 0) leaks.push('open file');
    } catch (error) {
      end = failureOf(error);
      leaks.push('set-up');
      this.#view.recover();
    }
    T.checked = performance.timeOrigin + performance.now();
    const answer = { T, end, leaks, wallMs: now() - started };
    const isLast = leaks.length === 0 && !this.#state.isCut;
    writeMarkers(this.#settings, job.marker, isLast ? answer : undefined);
    if (leaks.length > 0) this.#settle();
    else soon(() => this.#settle());
    return answer;
  }
  /** Whoever ends the thread waits for this, or descriptors would be left behind. */
  #settle() {
    try {
      if (!this.#isSettled && this.#kept.restoreRest().length > 0) this.#state.isUnfit = true;
      if (!this.#isSettled) this.#view.settle();
    } catch {
      this.#state.isUnfit = true;
    }
    this.#isSettled = true;
    this.#state.phase = 'idle';
  }
  async #runJob(job) {
    setEnvironment(job.env);
    this.#cwd = job.cwd;
    this.#abort = new AbortController();
    const failed = new Promise((resolve) => {
      this.#failed = resolve;
    });
    this.#left.begin();
    return await Promise.race([failed, runModule({ ...job, context: this.#context() })]);
  }
  #context() {
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
  #installProcess() {
    const exit = process.exit.bind(process);
    const kill = process.kill.bind(process);
    process.exit = (code) => {
      this.#state.exitCode = Number(code ?? process.exitCode ?? 0);
      return exit(Number(code ?? 0));
    };
    process.kill = (pid, signal = 'SIGTERM') => {
      const number = typeof signal === 'number' ? signal : (constants.signals[signal] ?? 0);
      if (number === 0 || (pid !== process.pid && pid !== 0)) return kill(pid, signal);
      this.#state.signal = number;
      return exit(128 + number);
    };
    process.cwd = () => this.#cwd;
    process.chdir = (directory) => {
      const path = posix.resolve(this.#cwd, directory);
      this.#view.chdir(path);
      this.#cwd = path;
    };
    this.#installNativeModules();
    const fail = (origin) => (error) => {
      this.#left.note(origin);
      this.#failed({ kind: 'threw', error: errorData(error), origin });
    };
    process.on('uncaughtException', fail('uncaught'));
    process.on('unhandledRejection', fail('unhandled-rejection'));
  }
  /** A native module of the host's packages finds its libraries where it does on the host. */
  #installNativeModules() {
    const load = process.dlopen.bind(process);
    process.dlopen = (module, file, flags = constants.dlopen.RTLD_LAZY) => {
      if (!file.startsWith(`${CODE_FOLDER}/`)) return load(module, file, flags);
      return this.#view.outside(() => load(module, file.slice(CODE_FOLDER.length), flags));
    };
  }
}
function failureOf(error) {
  const { step, errno } = error instanceof MountError ? error : { step: 'thread', errno: 'EIO' };
  return { kind: 'failed', step, errno, message: error instanceof Error ? error.message : String(error) };
}
function writeMarkers({ stdout, stderr }, marker, answer) {
  writeAll(stderr, marker);
  writeAll(stdout, answer === undefined ? marker : withAnswer(marker, answer));
}
/** Holds the thread once it is ready. */
class Threads {
  #thread;
  start(settings, control) {
    this.#thread = new JobThread(settings, control);
    return { namespace: this.#thread.namespace };
  }
  async run(task) {
    if (this.#thread === undefined) throw new Error('The thread was given a job before it was ready');
    return await this.#thread.run(task);
  }
}
const threads = new Threads();
//# sourceMappingURL=thread-entry.js.map
