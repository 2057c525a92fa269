import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SchedulerEvent, SchedulerOptions } from '#src/scheduler/options.js';
import { Scheduler } from '#src/scheduler/scheduler.js';
import type { Task, TaskEnd, Verdict } from '#src/scheduler/task.js';
import { FakeClock } from '../fixtures/clock.js';
import { isFullRun } from '../fixtures/requirements.js';
import { Model } from './model.js';
import { settle } from './stage.js';

const RUNS = Number(process.env['LAYOVER_TEST_RUNS'] ?? (isFullRun ? 20_000 : 1_000));
const SEED = Number(process.env['LAYOVER_TEST_SEED'] ?? Date.now() % 2 ** 31);

const randomTask = fc.record(
  {
    needs: fc.array(fc.nat(30), { maxLength: 4 }),
    when: fc.constantFrom('success' as const, 'success' as const, 'failure' as const, 'always' as const),
    priority: fc.integer({ min: -3, max: 3 }),
    class: fc.constantFrom('a', 'b', 'c'),
    resources: fc.record(
      { cpus: fc.constantFrom(0.5, 1, 2), tokens: fc.constant({ t: 1 }) },
      { requiredKeys: [] },
    ),
    retry: fc.record({
      attempts: fc.integer({ min: 1, max: 3 }),
      on: fc.subarray(['failed' as const, 'errored' as const, 'timed-out' as const]),
      delayMs: fc.nat(50),
    }),
    deadlineMs: fc.integer({ min: 1, max: 400 }),
    timeoutMs: fc.integer({ min: 1, max: 60 }),
    hasSignal: fc.boolean(),
  },
  { requiredKeys: [] },
);

const randomOptions = fc.record(
  {
    failureMode: fc.constantFrom(
      'continue' as const,
      'finish-running' as const,
      'stop-new' as const,
      'kill' as const,
    ),
    bound: fc.integer({ min: 1, max: 20 }),
    runDeadlineMs: fc.integer({ min: 50, max: 1_000 }),
    weights: fc.constant({ a: 2 }),
    ageingMs: fc.constantFrom(1, 20, 10_000),
  },
  { requiredKeys: ['bound'] },
);

const randomAction = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('end' as const), at: fc.nat(50), how: fc.nat(9) }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('submit' as const), at: fc.nat(50), how: fc.nat(9) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('pass' as const), at: fc.nat(60), how: fc.nat(9) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('cancel' as const), at: fc.nat(50), how: fc.nat(9) }),
  },
);

const ENDS: ReadonlyArray<TaskEnd<string>['kind']> = [
  'succeeded',
  'failed',
  'errored',
  'timed-out',
  'canceled',
  'skipped',
];

interface Case {
  readonly concurrency: number;
  readonly options: Partial<SchedulerOptions<string>>;
  readonly tasks: ReadonlyArray<
    Omit<Partial<Task<string>>, 'needs'> & { needs?: number[]; hasSignal?: boolean }
  >;
  readonly actions: ReadonlyArray<{ kind: 'end' | 'submit' | 'pass' | 'cancel'; at: number; how: number }>;
  /** A listener cancels what it is told of at these events. */
  readonly spite: readonly number[];
  readonly ending: 'drain' | 'shutdown';
}

const randomCase: fc.Arbitrary<Case> = fc.record({
  concurrency: fc.integer({ min: 1, max: 4 }),
  options: randomOptions as fc.Arbitrary<Partial<SchedulerOptions<string>>>,
  tasks: fc.array(randomTask, { minLength: 3, maxLength: 25, size: 'max' }) as fc.Arbitrary<Case['tasks']>,
  actions: fc.array(randomAction, { minLength: 20, maxLength: 120, size: 'max' }),
  spite: fc.array(fc.nat(200), { maxLength: 2 }),
  ending: fc.constantFrom('drain' as const, 'shutdown' as const),
});

/** Two of three attempts that end do so well. */
function verdictOf(how: number, name: string): Verdict<string> {
  if (how <= 6) return { kind: 'succeeded', result: name };
  if (how === 7) return { kind: 'failed', result: name };
  return { kind: 'errored', error: new Error(name), isPermanent: how === 9 };
}

class Play {
  readonly clock = new FakeClock();
  readonly model: Model;
  readonly scheduler: Scheduler<string>;
  readonly controller = new AbortController();
  readonly submitting: Array<Promise<unknown>> = [];
  readonly #planned: Array<Task<string>>;
  #next = 0;
  #events = 0;

  constructor({ concurrency, options, tasks, spite }: Case) {
    const all: SchedulerOptions<string> = {
      ...options,
      concurrency,
      resources: { cpus: 2, tokens: { t: 1 } },
      clock: this.clock,
      onEvent: (event) => {
        this.#meet(event);
        this.model.note(event);
        this.#events += 1;
        if (event.kind === 'task' && spite.includes(this.#events))
          void this.scheduler.find(event.task)?.cancel();
      },
    };
    this.model = new Model(all);
    this.scheduler = new Scheduler(all);
    this.#planned = tasks.map(({ needs = [], hasSignal, ...task }, index) => {
      const names = new Set(index === 0 ? [] : needs.map((need) => `${need % index}`));
      const signal = hasSignal ? { signal: this.controller.signal } : {};
      return this.model.plan({ ...task, ...signal, needs: [...names] }, `${index}`);
    });
  }

  /** One more, alone or (every third time) with the rest of them as one graph written backwards. */
  submit(how: number): void {
    if (this.#next >= this.#planned.length) return;
    const count = how < 3 ? this.#planned.length : 1;
    const tasks = this.#planned.slice(this.#next, this.#next + count).toReversed();
    this.#next += tasks.length;
    this.submitting.push(this.scheduler.submitAll(tasks).catch(() => undefined));
  }

  /** A graph that is taken back has no handles for its caller; listeners find the task all the same. */
  #meet(event: SchedulerEvent<string>): void {
    if (event.kind !== 'task' || event.state.kind !== 'waiting') return;
    const handle = this.scheduler.find(event.task);
    if (handle) this.model.taken(handle);
  }

  async act({ kind, at, how }: Case['actions'][number]): Promise<void> {
    if (kind === 'submit') this.submit(how);
    if (kind === 'end') this.model.endRun(at, (name) => verdictOf(how, name));
    if (kind === 'pass') this.clock.pass(at);
    if (kind === 'cancel' && how === 0) this.controller.abort(new Error('enough'));
    if (kind === 'cancel' && how > 0) void this.scheduler.find(`${at}`)?.cancel();
    await settle();
    this.model.atRest(this.scheduler);
  }

  async finish(ending: Case['ending']): Promise<void> {
    const done = this.scheduler[ending]();
    const over = Promise.all([done, ...this.submitting]).then(() => true);
    for (let round = 0; round < 2_000; round += 1) {
      if (await Promise.race([over, settle().then(() => false)])) return;
      this.model.endRun(round, (name) => verdictOf(round % 9, name));
      this.clock.pass(20);
    }
    this.model.broken.push(`It never came to an end: ${JSON.stringify(this.scheduler.counts)}`);
  }
}

describe('a scheduler given random graphs, failures, deadlines and cancellations', () => {
  test(`keeps its word ${RUNS} times`, async () => {
    console.log(`random-graphs: ${RUNS} runs, LAYOVER_TEST_SEED=${SEED}`);
    const ends = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(randomCase, async (given) => {
        const play = new Play(given);
        for (const action of given.actions) await play.act(action);
        await play.finish(given.ending);
        play.model.atEnd();
        expect(play.model.broken).toEqual([]);
        expect(play.clock.timers).toBe(0);
        for (const kind of play.model.ends()) ends.set(kind, (ends.get(kind) ?? 0) + 1);
      }),
      { numRuns: RUNS, seed: SEED },
    );
    console.log(`random-graphs: tasks ended, each once: ${JSON.stringify(Object.fromEntries(ends))}`);
    for (const kind of ENDS) expect(ends.get(kind) ?? 0).toBeGreaterThan(RUNS / 10);
  }, 600_000);
});
