import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { setTimeout as setTimeoutPromise } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { hostPath, type RawPath } from '../base/bytes-path.js';
import { Timeline } from '../base/timeline.js';
import type { Outcome } from '../jail/outcome.js';
import { sweepStaging } from '../layers/staging.js';
import { Scheduler } from '../scheduler/scheduler.js';
import type { TaskHandle } from '../scheduler/task.js';
import { removeTree } from '../tree/remove.js';
import { checkSpec } from './definition/check-spec.js';
import type { RunSpec } from './definition/spec.js';
import { isWorkerSpec, type WorkerSpec } from './definition/worker-spec.js';
import { Ahead } from './life/ahead.js';
import type { HeldJob } from './life/held-job.js';
import { resumeJob } from './life/resume.js';
import { runJob } from './life/run.js';
import { type JobTask, readResources, runDirect, taskOf } from './life/submit.js';
import { sweepGroups } from './limits/groups.js';
import { Machine } from './machine.js';
import type { OpenOptions } from './open-options.js';
import { Commits, recoverKilledCommits } from './result/commits.js';
import { Job, type JobContext } from './result/job.js';
import { openHome } from './state/home.js';
import type { JobRecord } from './state/job-record.js';
import { discardKept, getRecord, listKept, sweepDeadJobs, type UnreadableJob } from './state/jobs.js';
import {
  collectQuarantined,
  discardQuarantined,
  listQuarantined,
  type QuarantinedJob,
} from './state/quarantine.js';
import { getKeptId, isRunWord } from './state/runs.js';
import { LayerWork } from './store/layer-work.js';
import { Layers } from './store/layers.js';
import { warmProcess } from './workers/run-process.js';
import { runWorkerJob } from './workers/run-worker.js';

export type { OpenOptions } from './open-options.js';

/** A runner: starts jobs, and finds those that were kept. Close it, or hold it with `await using`. */
export interface Layover extends AsyncDisposable {
  /** The state directory. */
  readonly homePath: string;
  /** Runs a command, or a worker's function, to its end, keeps its changes, and answers with the job. Failing is no error. */
  run(spec: RunSpec | WorkerSpec): Promise<Job>;
  /**
   * Runs another command in a kept job's own sandbox, over what it has changed so far: its changes are then those of
   * both. Of the spec only the command, streams, terminal, limits and signal are looked at. LAYOVER_JOB_BUSY while
   * somebody reads the job.
   */
  resume(id: string, spec: ResumeSpec): Promise<Resumption>;
  /** Has a process ready for the next worker job of this spec with `isolation: process`, whatever its params. */
  warm(spec: WorkerSpec): Promise<void>;
  /** Takes a job for when its needs have ended and its turn has come; see `Scheduler.submit`. */
  submit(task: JobTask): Promise<TaskHandle<Job>>;
  /** The same for many, in any order; see `Scheduler.submitAll`. */
  submitAll(tasks: Iterable<JobTask>): Promise<Array<TaskHandle<Job>>>;
  /** All jobs go through it, those of `run` as tasks without a name. */
  readonly scheduler: Scheduler<Job>;
  /** Kept jobs, newest first. */
  jobs(): Promise<JobRecord[]>;
  /** Kept jobs whose record is damaged: they can be discarded. */
  unreadableJobs(): Promise<UnreadableJob[]>;
  /** Jobs that did not come to rest: nothing of them is read; they can be discarded once nothing holds them. */
  quarantined(): Promise<QuarantinedJob[]>;
  /** A kept job, by its id or as `RUN/JOB` of a pipeline's run; LAYOVER_JOB_UNKNOWN otherwise. */
  job(id: string): Promise<Job>;
  /** As `Job.discard`, for a damaged one too. */
  discard(id: string): Promise<void>;
  /** The layer store of this state directory. */
  readonly layers: Layers;
  /** Commits to directories that can be undone. */
  readonly commits: Commits;
  /** What pipelines do with layers beside running on them. */
  readonly layerWork: LayerWork;
  /** Deletes what was discarded, and what killed runners left. Happens behind the scenes as well. */
  emptyTrash(): Promise<void>;
  /** Cancels what has not ended, and waits until it has; then ends the keeper. */
  close(): Promise<void>;
}

export type ResumeSpec = Pick<
  RunSpec,
  | 'command'
  | 'stdin'
  | 'stdout'
  | 'stderr'
  | 'terminal'
  | 'limits'
  | 'env'
  | 'signal'
  | 'onStart'
  | 'onNotice'
>;

/** The job as it is now, and how the further command ended. */
export interface Resumption {
  readonly job: Job;
  readonly outcome: Outcome;
}

/** Opens the state directory, sweeps what runners that were killed left in it, and takes back their commits. */
export async function openLayover({ home, onNotice, warm, ...options }: OpenOptions = {}): Promise<Layover> {
  const concurrency = options.concurrency ?? availableParallelism();
  const opened = await openHome(home);
  const resources = { ...(await readResources(opened.path)), ...options.resources };
  const scheduler = new Scheduler<Job>({ ...options, concurrency, resources });
  const machine = new Machine(opened, { concurrency, warm: warm ?? concurrency });
  await sweepDeadJobs(machine.home);
  collectQuarantined(machine.home);
  sweepStaging(machine.home.store);
  await sweepGroups(machine.home, await machine.groups());
  for (const notice of await recoverKilledCommits({ home: machine.home, trees: () => machine.trees() }))
    onNotice?.(notice);
  const hasTrash = (await readdir(machine.home.trash)).length > 0;
  const ahead = warm === 0 ? undefined : new Ahead<HeldJob>();
  return new LocalLayover(machine, { scheduler, ahead, hasTrash });
}

// Long enough for a program that opens, runs one job and closes.
const QUIET_MS = 25;

// How long closing waits for the trash to be empty; what is left then is a process of its own's.
const PATIENCE_MS = 3_000;

interface RunnerParts {
  readonly scheduler: Scheduler<Job>;
  readonly ahead: Ahead<HeldJob> | undefined;
  readonly hasTrash: boolean;
}

class LocalLayover implements Layover {
  readonly #machine: Machine;
  readonly scheduler: Scheduler<Job>;
  readonly #context: JobContext;
  readonly #pending = new Set<Promise<void>>();
  readonly #untouched: RawPath[] = [];
  #quiet: NodeJS.Timeout | undefined;
  readonly layers: Layers;
  readonly commits: Commits;
  readonly layerWork: LayerWork;
  readonly #ahead: Ahead<HeldJob> | undefined;
  #emptying: Promise<void> | undefined;

  constructor(machine: Machine, { scheduler, ahead, hasTrash }: RunnerParts) {
    this.#machine = machine;
    this.scheduler = scheduler;
    this.#ahead = ahead;
    this.#context = {
      home: machine.home,
      trees: () => machine.trees(),
      emptyTrashSoon: (untouched) => {
        if (untouched === undefined) this.#emptyBehindTheScenes();
        else this.#removeLater(untouched);
      },
    };
    if (hasTrash) this.#emptyBehindTheScenes();
    const style = machine.mode === 'root' ? 'trusted' : 'user';
    this.layers = new Layers({ ...this.#context, style, emptyTrash: () => this.emptyTrash() });
    this.layerWork = new LayerWork({ ...this.#context, mode: machine.mode });
    this.commits = new Commits(this.#context);
  }

  get homePath(): string {
    return this.#machine.home.path;
  }

  async run(spec: RunSpec | WorkerSpec): Promise<Job> {
    return await runDirect(this.scheduler, spec, this.#runOne);
  }

  async warm(spec: WorkerSpec): Promise<void> {
    checkSpec(spec);
    await warmProcess(spec, this.#machine);
  }

  async submit(task: JobTask): Promise<TaskHandle<Job>> {
    return await this.scheduler.submit(taskOf(task, this.#runOne));
  }

  async submitAll(tasks: Iterable<JobTask>): Promise<Array<TaskHandle<Job>>> {
    return await this.scheduler.submitAll([...tasks].map((task) => taskOf(task, this.#runOne)));
  }

  async resume(id: string, spec: ResumeSpec): Promise<Resumption> {
    checkSpec(spec);
    spec.signal?.throwIfAborted();
    const { record, outcome } = await resumeJob(this.#idOf(id), spec, this.#machine);
    this.#emptyBehindTheScenes();
    return { job: new Job(record, this.#context), outcome };
  }

  async jobs(): Promise<JobRecord[]> {
    return (await listKept(this.#machine.home)).records;
  }

  async unreadableJobs(): Promise<UnreadableJob[]> {
    return (await listKept(this.#machine.home)).unreadable;
  }

  async quarantined(): Promise<QuarantinedJob[]> {
    return listQuarantined(this.#machine.home);
  }

  async discard(id: string): Promise<void> {
    const { home } = this.#machine;
    const own = this.#idOf(id);
    if (!discardQuarantined(home, own)) discardKept(home, own);
    this.#context.emptyTrashSoon();
  }

  async job(id: string): Promise<Job> {
    const { home } = this.#machine;
    return new Job(await getRecord(home, this.#idOf(id)), this.#context);
  }

  /** One at a time; what comes into the trash meanwhile is taken by a further round. */
  async emptyTrash(): Promise<void> {
    while (this.#emptying) await this.#emptying;
    this.#emptying = this.#removeTrash().finally(() => {
      this.#emptying = undefined;
    });
    await this.#emptying;
  }

  async close(): Promise<void> {
    await this.scheduler.shutdown();
    await this.#ahead?.[Symbol.asyncDispose]();
    this.#removeUntouched();
    if (!(await isDoneWithin(Promise.all(this.#pending), PATIENCE_MS))) startSweeper(this.homePath);
    await this.#machine[Symbol.asyncDispose]();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  readonly #runOne = async (spec: RunSpec | WorkerSpec): Promise<Job> => {
    if (isWorkerSpec(spec)) return new Job(await runWorkerJob(spec, this.#machine), this.#context);
    const timeline = spec.profile === true ? new Timeline() : undefined;
    const helps = { timeline, ahead: this.#ahead };
    return new Job(await runJob(spec, this.#machine, helps), this.#context, timeline);
  };

  /** A job is named by its id, or by a pipeline's run and its name there. */
  #idOf(word: string): string {
    return isRunWord(word) ? getKeptId(this.#machine.home, word) : word;
  }

  #emptyBehindTheScenes(): void {
    const work = this.emptyTrash().catch(() => undefined); // the next start tries again
    this.#pending.add(work);
    void work.finally(() => this.#pending.delete(work));
  }

  /** A job that left nothing of its own: what remains is a handful of entries, for a thread in a quiet moment. */
  #removeLater(id: string): void {
    this.#untouched.push(id as RawPath);
    this.#quiet ??= setTimeout(() => {
      this.#quiet = undefined;
      this.#untouched.splice(0);
      this.#emptyBehindTheScenes();
    }, QUIET_MS).unref();
  }

  /** Who closes before that has started no thread, most likely, and need not: this is quick. */
  #removeUntouched(): void {
    clearTimeout(this.#quiet);
    for (const id of this.#untouched.splice(0)) removeTree(hostPath(this.#machine.home.trash), id);
  }

  async #removeTrash(): Promise<void> {
    const { trash } = this.#machine.home;
    const names = (await readdir(trash)) as RawPath[];
    if (names.length === 0) return;
    const trees = await this.#machine.trees();
    await trees.run('remove', { parent: hostPath(trash), names });
  }
}

async function isDoneWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
  const timeout = new AbortController();
  const late = setTimeoutPromise(ms, false, { signal: timeout.signal }).catch(() => true);
  const isDone = await Promise.race([work.then(() => true), late]);
  timeout.abort();
  return isDone;
}

/** Goes on deleting when this process is gone. */
function startSweeper(home: string): void {
  const entry = fileURLToPath(new URL('./sweeper.js', import.meta.url));
  spawn(process.execPath, [entry, home], { detached: true, stdio: 'ignore' }).unref();
}
