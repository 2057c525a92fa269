import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { setTimeout as setTimeoutPromise } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { hostPath } from '../base/bytes-path.js';
import { Timeline } from '../base/timeline.js';
import { sweepStaging } from '../layers/staging.js';
import { Scheduler } from '../scheduler/scheduler.js';
import { removeTree } from '../tree/remove.js';
import { checkSpec } from './definition/check-spec.js';
import { isWorkerSpec } from './definition/worker-spec.js';
import { resumeJob } from './life/resume.js';
import { runJob } from './life/run.js';
import { readResources, runDirect, taskOf } from './life/submit.js';
import { sweepGroups } from './limits/groups.js';
import { Machine } from './machine.js';
import { Commits, recoverKilledCommits } from './result/commits.js';
import { Job } from './result/job.js';
import { openHome } from './state/home.js';
import { discardKept, getRecord, listKept, sweepDeadJobs } from './state/jobs.js';
import { collectQuarantined, discardQuarantined, listQuarantined } from './state/quarantine.js';
import { getKeptId, isRunWord } from './state/runs.js';
import { LayerWork } from './store/layer-work.js';
import { Layers } from './store/layers.js';
import { warmProcess } from './workers/run-process.js';
import { runWorkerJob } from './workers/run-worker.js';
/** Opens the state directory, sweeps what runners that were killed left in it, and takes back their commits. */
export async function openLayover({ home, onNotice, warm, ...options } = {}) {
  const concurrency = options.concurrency ?? availableParallelism();
  const opened = await openHome(home);
  const resources = { ...(await readResources(opened.path)), ...options.resources };
  const scheduler = new Scheduler({ ...options, concurrency, resources });
  const machine = new Machine(opened, { concurrency, warm: warm ?? concurrency });
  await sweepDeadJobs(machine.home);
  collectQuarantined(machine.home);
  sweepStaging(machine.home.store);
  await sweepGroups(machine.home, await machine.groups());
  for (const notice of await recoverKilledCommits({ home: machine.home, trees: () => machine.trees() }))
    onNotice?.(notice);
  const hasTrash = (await readdir(machine.home.trash)).length > 0;
  return new LocalLayover(machine, { scheduler, hasTrash });
}
// Long enough for a program that opens, runs one job and closes.
const QUIET_MS = 25;
// How long closing waits for the trash to be empty; what is left then is a process of its own's.
const PATIENCE_MS = 3_000;
class LocalLayover {
  #machine;
  scheduler;
  #context;
  #pending = new Set();
  #untouched = [];
  #quiet;
  layers;
  commits;
  layerWork;
  #emptying;
  constructor(machine, { scheduler, hasTrash }) {
    this.#machine = machine;
    this.scheduler = scheduler;
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
  get homePath() {
    return this.#machine.home.path;
  }
  async run(spec) {
    return await runDirect(this.scheduler, spec, this.#runOne);
  }
  async warm(spec) {
    checkSpec(spec);
    await warmProcess(spec, this.#machine);
  }
  async submit(task) {
    return await this.scheduler.submit(taskOf(task, this.#runOne));
  }
  async submitAll(tasks) {
    return await this.scheduler.submitAll([...tasks].map((task) => taskOf(task, this.#runOne)));
  }
  async resume(id, spec) {
    checkSpec(spec);
    spec.signal?.throwIfAborted();
    const { record, outcome } = await resumeJob(this.#idOf(id), spec, this.#machine);
    this.#emptyBehindTheScenes();
    return { job: new Job(record, this.#context), outcome };
  }
  async jobs() {
    return (await listKept(this.#machine.home)).records;
  }
  async unreadableJobs() {
    return (await listKept(this.#machine.home)).unreadable;
  }
  async quarantined() {
    return listQuarantined(this.#machine.home);
  }
  async discard(id) {
    const { home } = this.#machine;
    const own = this.#idOf(id);
    if (!discardQuarantined(home, own)) discardKept(home, own);
    this.#context.emptyTrashSoon();
  }
  async job(id) {
    const { home } = this.#machine;
    return new Job(await getRecord(home, this.#idOf(id)), this.#context);
  }
  /** One at a time; what comes into the trash meanwhile is taken by a further round. */
  async emptyTrash() {
    while (this.#emptying) await this.#emptying;
    this.#emptying = this.#removeTrash().finally(() => {
      this.#emptying = undefined;
    });
    await this.#emptying;
  }
  async close() {
    await this.scheduler.shutdown();
    this.#removeUntouched();
    if (!(await isDoneWithin(Promise.all(this.#pending), PATIENCE_MS))) startSweeper(this.homePath);
    await this.#machine[Symbol.asyncDispose]();
  }
  async [Symbol.asyncDispose]() {
    await this.close();
  }
  #runOne = async (spec) => {
    if (isWorkerSpec(spec)) return new Job(await runWorkerJob(spec, this.#machine), this.#context);
    const timeline = spec.profile === true ? new Timeline() : undefined;
    return new Job(await runJob(spec, this.#machine, timeline), this.#context, timeline);
  };
  /** A job is named by its id, or by a pipeline's run and its name there. */
  #idOf(word) {
    return isRunWord(word) ? getKeptId(this.#machine.home, word) : word;
  }
  #emptyBehindTheScenes() {
    const work = this.emptyTrash().catch(() => undefined); // the next start tries again
    this.#pending.add(work);
    void work.finally(() => this.#pending.delete(work));
  }
  /** A job that left nothing of its own: what remains is a handful of entries, for a thread in a quiet moment. */
  #removeLater(id) {
    this.#untouched.push(id);
    this.#quiet ??= setTimeout(() => {
      this.#quiet = undefined;
      this.#untouched.splice(0);
      this.#emptyBehindTheScenes();
    }, QUIET_MS).unref();
  }
  /** Who closes before that has started no thread, most likely, and need not: this is quick. */
  #removeUntouched() {
    clearTimeout(this.#quiet);
    for (const id of this.#untouched.splice(0)) removeTree(hostPath(this.#machine.home.trash), id);
  }
  async #removeTrash() {
    const { trash } = this.#machine.home;
    const names = await readdir(trash);
    if (names.length === 0) return;
    const trees = await this.#machine.trees();
    await trees.run('remove', { parent: hostPath(trash), names });
  }
}
async function isDoneWithin(work, ms) {
  const timeout = new AbortController();
  const late = setTimeoutPromise(ms, false, { signal: timeout.signal }).catch(() => true);
  const isDone = await Promise.race([work.then(() => true), late]);
  timeout.abort();
  return isDone;
}
/** Goes on deleting when this process is gone. */
function startSweeper(home) {
  const entry = fileURLToPath(new URL('./sweeper.js', import.meta.url));
  spawn(process.execPath, [entry, home], { detached: true, stdio: 'ignore' }).unref();
}
//# sourceMappingURL=open.js.map
