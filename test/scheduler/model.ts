import type { SchedulerEvent, SchedulerOptions } from '#src/scheduler/options.js';
import type { Scheduler } from '#src/scheduler/scheduler.js';
import type { RunContext, Task, TaskEnd, TaskHandle, TaskState, Verdict } from '#src/scheduler/task.js';

type Kind = TaskState<string>['kind'];

/** What the picture in task.ts allows. */
const STEPS: Readonly<Record<Kind, readonly Kind[]>> = {
  waiting: ['queued', 'ended'],
  queued: ['running', 'ended'],
  running: ['ending', 'delayed', 'ended'],
  ending: ['delayed', 'ended'],
  delayed: ['queued', 'ended'],
  ended: [],
};

interface Seen {
  readonly task: Task<string>;
  handle: TaskHandle<string> | undefined;
  state: TaskState<string> | undefined;
  readyMs: number;
  runs: number;
  end: TaskEnd<string> | undefined;
  promised: TaskEnd<string> | undefined;
}

interface Run {
  readonly name: string;
  readonly context: RunContext<string>;
  end(verdict: Verdict<string>): void;
}

/**
 * Holds a scheduler to its word, from what tasks and listeners see of it: its own counts are not trusted. Each broken
 * promise is a line of `broken`.
 */
export class Model {
  readonly broken: string[] = [];
  readonly runs: Run[] = [];
  readonly #options: SchedulerOptions<string>;
  readonly #seen = new Map<string, Seen>();
  #stopping: string | undefined;

  constructor(options: SchedulerOptions<string>) {
    this.#options = options;
  }

  /** The task as the scheduler gets it: its run is on the list until the test ends it. */
  plan(task: Omit<Task<string>, 'run'>, name: string): Task<string> {
    const planned: Task<string> = { ...task, name, run: async (context) => await this.#run(name, context) };
    this.#seen.set(name, {
      task: planned,
      handle: undefined,
      state: undefined,
      readyMs: 0,
      runs: 0,
      end: undefined,
      promised: undefined,
    });
    return planned;
  }

  taken(handle: TaskHandle<string>): void {
    const seen = this.#get(handle.id);
    seen.handle = handle;
    void handle.ended.then((end) => {
      seen.promised = end;
    });
  }

  handle(name: string): TaskHandle<string> | undefined {
    return this.#seen.get(name)?.handle;
  }

  /** Ends one of the runs; none is ended twice. */
  endRun(index: number, verdict: (name: string) => Verdict<string>): void {
    const [run] = this.runs.splice(index % Math.max(this.runs.length, 1), 1);
    run?.end(verdict(run.name));
  }

  note(event: SchedulerEvent<string>): void {
    if (event.kind === 'stopping') this.#noteStopping(event.task);
    if (event.kind !== 'task') return;
    const seen = this.#get(event.task);
    const before = seen.state?.kind;
    const legal =
      before === undefined ? event.state.kind === 'waiting' : STEPS[before].includes(event.state.kind);
    this.#expect(legal, `${event.task} went from ${before} to ${event.state.kind}`);
    seen.state = event.state;
    if (event.state.kind === 'queued') this.#noteQueued(seen, event.atMs, event.state.attempt);
    if (event.state.kind === 'running') this.#noteStart(seen, event.task);
    if (event.state.kind === 'ended') seen.end = event.state.end;
    const unfinished = [...this.#seen.values()].filter(({ state }) => state && state.kind !== 'ended').length;
    this.#expect(unfinished <= (this.#options.bound ?? 10_000), `${unfinished} tasks beyond the bound`);
  }

  /** What must hold whenever nothing happens. */
  atRest(scheduler: Scheduler<string>): void {
    const of = (kind: Kind): Seen[] => [...this.#seen.values()].filter(({ state }) => state?.kind === kind);
    const isIdle = this.runs.length === 0;
    this.#expect(!(isIdle && of('queued').length > 0), `${of('queued').length} are queued and nothing runs`);
    for (const kind of Object.keys(STEPS) as Kind[]) {
      this.#expect(
        of(kind).length === scheduler.counts[kind],
        `counts say ${scheduler.counts[kind]} ${kind}`,
      );
    }
    for (const { name, context } of this.runs) {
      const { state } = this.#get(name);
      this.#expect(
        context.signal.aborted === (state?.kind === 'ending'),
        `${name} is ${state?.kind}, aborted or not`,
      );
    }
    for (const { task, state } of of('waiting')) {
      const isBlocked = task.needs?.some((need) => this.#get(need).state?.kind !== 'ended');
      this.#expect(isBlocked === true, `${task.name} is ${state?.kind} for nothing`);
    }
  }

  /** What must hold when all is over. */
  atEnd(): void {
    for (const { task, end, promised, state, runs } of this.#seen.values()) {
      if (state === undefined) continue; // never taken
      this.#expect(
        end !== undefined && end === promised,
        `${task.name} promised ${promised?.kind}, ended ${end?.kind}`,
      );
      const attempts = end === undefined || end.kind === 'skipped' ? 0 : end.attempts;
      this.#expect(runs === attempts, `${task.name} ran ${runs} times, and says ${attempts}`);
      this.#expect(runs <= (task.retry?.attempts ?? 3), `${task.name} ran ${runs} times`);
    }
  }

  /** Of what kind each end was. */
  ends(): string[] {
    return [...this.#seen.values()].flatMap(({ end }) => (end ? [end.kind] : []));
  }

  async #run(name: string, context: RunContext<string>): Promise<Verdict<string>> {
    this.#get(name).runs += 1;
    this.#expect(context.attempt === this.#get(name).runs, `${name} runs attempt ${context.attempt}`);
    return await new Promise((end) => {
      this.runs.push({ name, context, end });
      this.#checkBounds();
    });
  }

  #checkBounds(): void {
    const { concurrency, resources = {} } = this.#options;
    this.#expect(this.runs.length <= concurrency, `${this.runs.length} run at once`);
    const tasks = this.runs.map(({ name }) => this.#get(name).task.resources ?? {});
    const cpus = tasks.reduce((sum, one) => sum + (one.cpus ?? 0), 0);
    const tokens = tasks.reduce((sum, one) => sum + (one.tokens?.['t'] ?? 0), 0);
    this.#expect(cpus <= (resources.cpus ?? 0) + 1e-9, `${cpus} cpus are taken`);
    this.#expect(tokens <= (resources.tokens?.['t'] ?? 0), `${tokens} tokens are taken`);
  }

  #noteQueued(seen: Seen, atMs: number, attempt: number): void {
    if (attempt === 1) seen.readyMs = atMs;
    const { needs = [], when = 'success' } = seen.task;
    const ends = needs.map((need) => this.#get(need).end);
    this.#expect(!ends.includes(undefined), `${seen.task.name} goes before its needs have ended`);
    const isFine = when !== 'success' || ends.every((end) => end?.kind === 'succeeded');
    this.#expect(isFine, `${seen.task.name} goes though a need did not succeed`);
    const isNew = attempt === 1 || this.#options.failureMode !== 'finish-running';
    const isLate = this.#stopping !== undefined && when === 'success' && isNew;
    this.#expect(!isLate, `${seen.task.name} goes though ${this.#stopping} failed`);
  }

  /** Nobody before it in the same line is left behind. */
  #noteStart(started: Seen, name: string): void {
    const key = ({ task }: Seen): string => JSON.stringify([task.class, task.resources]);
    const turn = ({ task, readyMs }: Seen): number =>
      readyMs - (task.priority ?? 0) * (this.#options.ageingMs ?? 10_000);
    for (const other of this.#seen.values()) {
      if (other.state?.kind !== 'queued' || key(other) !== key(started)) continue;
      this.#expect(turn(other) >= turn(started), `${name} starts before ${other.task.name}`);
    }
  }

  #noteStopping(name: string): void {
    this.#stopping = name;
  }

  #get(name: string): Seen {
    const seen = this.#seen.get(name);
    if (seen === undefined) throw new Error(`Nobody planned ${name}`);
    return seen;
  }

  #expect(isKept: boolean, otherwise: string): void {
    if (!isKept) this.broken.push(otherwise);
  }
}
