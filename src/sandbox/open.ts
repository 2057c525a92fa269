import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { setTimeout as setTimeoutPromise } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { hostPath, type RawPath } from '../base/bytes-path.js';
import { LayoverError } from '../base/errors.js';
import { Limit } from '../base/limit.js';
import type { Outcome } from '../jail/outcome.js';
import { sweepStaging } from '../layers/staging.js';
import { removeTree } from '../tree/remove.js';
import { checkSpec } from './check-spec.js';
import { sweepGroups } from './groups.js';
import { openHome } from './home.js';
import { Job, type JobContext } from './job.js';
import type { JobRecord } from './job-record.js';
import { discardKept, getRecord, listKept, sweepDeadJobs, type UnreadableJob } from './jobs.js';
import { Layers } from './layers.js';
import { Machine } from './machine.js';
import {
  collectQuarantined,
  discardQuarantined,
  listQuarantined,
  type QuarantinedJob,
} from './quarantine.js';
import { resumeJob } from './resume.js';
import { runJob } from './run.js';
import { runWorkerJob } from './run-worker.js';
import type { RunSpec } from './spec.js';
import { isWorkerSpec, type WorkerSpec } from './worker-spec.js';

export interface OpenOptions {
  /** The state directory; default `$LAYOVER_HOME`, else `/var/lib/layover` (root) or `$XDG_DATA_HOME/layover`. */
  readonly home?: string | undefined;
  /** How many jobs run at once; more wait their turn. Default: the number of processors. */
  readonly concurrency?: number | undefined;
}

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
  /** Kept jobs, newest first. */
  jobs(): Promise<JobRecord[]>;
  /** Kept jobs whose record is damaged: they can be discarded. */
  unreadableJobs(): Promise<UnreadableJob[]>;
  /** Jobs that did not come to rest: nothing of them is read; they can be discarded once nothing holds them. */
  quarantined(): Promise<QuarantinedJob[]>;
  /** A kept job; LAYOVER_JOB_UNKNOWN otherwise. */
  job(id: string): Promise<Job>;
  /** As `Job.discard`, for a damaged one too. */
  discard(id: string): Promise<void>;
  /** The layer store of this state directory. */
  readonly layers: Layers;
  /** Deletes what was discarded, and what killed runners left. Happens behind the scenes as well. */
  emptyTrash(): Promise<void>;
  /** Ends the keeper and with it any job that still runs. */
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

/** Opens the state directory, and sweeps what runners that were killed left in it. */
export async function openLayover({
  home,
  concurrency = availableParallelism(),
}: OpenOptions = {}): Promise<Layover> {
  if (!Number.isInteger(concurrency) || concurrency < 1) {
    throw new LayoverError('LAYOVER_USAGE', `concurrency must be a whole number above 0, got ${concurrency}`);
  }
  const machine = new Machine(await openHome(home), concurrency);
  await sweepDeadJobs(machine.home);
  collectQuarantined(machine.home);
  sweepStaging(machine.home.store);
  await sweepGroups(machine.home, await machine.groups());
  return new LocalLayover(machine, {
    limit: new Limit(concurrency),
    hasTrash: (await readdir(machine.home.trash)).length > 0,
  });
}

// Long enough for a program that opens, runs one job and closes.
const QUIET_MS = 25;

// How long closing waits for the trash to be empty; what is left then is a process of its own's.
const PATIENCE_MS = 3_000;

class LocalLayover implements Layover {
  readonly #machine: Machine;
  readonly #limit: Limit;
  readonly #context: JobContext;
  readonly #pending = new Set<Promise<void>>();
  readonly #untouched: RawPath[] = [];
  #quiet: NodeJS.Timeout | undefined;
  readonly layers: Layers;
  #emptying: Promise<void> | undefined;

  constructor(machine: Machine, { limit, hasTrash }: { limit: Limit; hasTrash: boolean }) {
    this.#machine = machine;
    this.#limit = limit;
    this.#context = {
      home: machine.home,
      trees: () => machine.trees(),
      emptyTrashSoon: (untouched) => {
        if (untouched === undefined) this.#emptyBehindTheScenes();
        else this.#removeLater(untouched);
      },
    };
    if (hasTrash) this.#emptyBehindTheScenes();
    this.layers = new Layers({
      ...this.#context,
      style: machine.mode === 'root' ? 'trusted' : 'user',
      emptyTrash: () => this.emptyTrash(),
    });
  }

  get homePath(): string {
    return this.#machine.home.path;
  }

  async run(spec: RunSpec | WorkerSpec): Promise<Job> {
    checkSpec(spec);
    const run = isWorkerSpec(spec)
      ? () => runWorkerJob(spec, this.#machine)
      : () => runJob(spec, this.#machine);
    const record = await this.#limit.run(run, spec.signal);
    return new Job(record, this.#context);
  }

  async resume(id: string, spec: ResumeSpec): Promise<Resumption> {
    checkSpec(spec);
    const { record, outcome } = await this.#limit.run(() => resumeJob(id, spec, this.#machine), spec.signal);
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
    if (!discardQuarantined(this.#machine.home, id)) discardKept(this.#machine.home, id);
    this.#context.emptyTrashSoon();
  }

  async job(id: string): Promise<Job> {
    return new Job(await getRecord(this.#machine.home, id), this.#context);
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
    this.#removeUntouched();
    if (!(await isDoneWithin(Promise.all(this.#pending), PATIENCE_MS))) startSweeper(this.homePath);
    await this.#machine[Symbol.asyncDispose]();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
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
