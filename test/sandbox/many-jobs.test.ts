/**
 * Real jobs in a random graph: their order, the bound on them and the fairness between their classes are asserted; what a
 * job costs beside the bare life of one, and the memory, are printed.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runJob } from '#src/sandbox/life/run.js';
import type { JobTask } from '#src/sandbox/life/submit.js';
import { Machine } from '#src/sandbox/machine.js';
import { openLayover } from '#src/sandbox/open.js';
import { Job } from '#src/sandbox/result/job.js';
import { openHome } from '#src/sandbox/state/home.js';
import type { SchedulerEvent } from '#src/scheduler/options.js';
import { openSession, type Session } from '../e2e/session.js';
import { isFullRun } from '../fixtures/requirements.js';

const JOBS = isFullRun ? 1_000 : 120;
const CONCURRENCY = 2;
const CLASSES = ['a', 'b', 'c'] as const;
const SEED = Number(process.env['LAYOVER_TEST_SEED'] ?? Date.now() % 2 ** 31);

let session: Session;
beforeAll(async () => {
  session = await openSession();
});
afterAll(async () => await session[Symbol.asyncDispose]());

type Event = Extract<SchedulerEvent<Job>, { kind: 'task' }>;

/** Numbers from 0 to 1 that follow from the seed alone (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function randomGraph(prefix: string, random: () => number): JobTask[] {
  return Array.from({ length: JOBS }, (_none, index) => {
    const count = random() < 0.5 ? 0 : Math.ceil(random() * 3);
    const needs = new Set<string>();
    for (let one = 0; one < count && index > 0; one += 1)
      needs.add(`${prefix}${Math.floor(random() * index)}`);
    return {
      name: `${prefix}${index}`,
      needs: [...needs],
      class: CLASSES[index % CLASSES.length],
      spec: { lowers: [session.rootfs], command: ['true'] },
    };
  });
}

test(`${JOBS} jobs in a random graph keep order, bound and fairness; at what price`, async () => {
  const events: Event[] = [];
  await using layover = await openLayover({
    home: session.dir.join('graph'),
    concurrency: CONCURRENCY,
    onEvent: (event) => void (event.kind === 'task' && events.push(event)),
  });
  console.log(`many-jobs: ${JOBS} jobs, LAYOVER_TEST_SEED=${SEED}`);
  const random = randomFrom(SEED);
  const runGraph = async (prefix: string): Promise<JobTask[]> => {
    const tasks = randomGraph(prefix, random);
    const handles = await layover.submitAll(tasks);
    for (const { id, ended } of handles) {
      const end = await ended;
      if (end.kind !== 'succeeded') throw new Error(`${id} ended as ${JSON.stringify(end)}`);
      await end.result.discard();
      layover.scheduler.forget(id);
    }
    return tasks;
  };
  await runGraph('warm up ');
  const before = heapBytes();
  events.length = 0;
  const tasks = await runGraph('');
  checkOnce(tasks, events);
  checkOrder(tasks, events);
  checkBound(events);
  checkFairness(tasks, events);
  events.length = 0;
  console.log(
    `many-jobs: heap ${kib(heapBytes() - before)} KiB more after ${JOBS} jobs, rss ${kib(process.memoryUsage.rss())} KiB`,
  );
  expect(heapBytes() - before).toBeLessThan(2 << 20);
}, 300_000);

test('a job through the scheduler costs little more than a bare one', async () => {
  const home = session.dir.join('price');
  const spec = { lowers: [session.rootfs], command: ['true'] };
  await using layover = await openLayover({ home, concurrency: CONCURRENCY });
  await using machine = new Machine(await openHome(session.dir.join('bare')), {
    concurrency: CONCURRENCY,
    warm: 0,
  });
  const context = {
    home: machine.home,
    trees: async () => await machine.trees(),
    emptyTrashSoon: () => undefined,
  };
  const bare = async (): Promise<void> => await new Job(await runJob(spec, machine), context).discard();
  const submitted = async (): Promise<void> => {
    const end = await (await layover.submit({ spec })).ended;
    if (end.kind === 'succeeded') await end.result.discard();
  };
  const times = { bare: [] as number[], submitted: [] as number[] };
  for (let round = 0; round < JOBS / 2; round += 1) {
    times.bare.push(await timeMs(bare));
    times.submitted.push(await timeMs(submitted));
  }
  const [one, other] = [median(times.bare), median(times.submitted)];
  const more = (100 * (other - one)) / one;
  console.log(
    `many-jobs: p50 bare ${one.toFixed(2)} ms, submitted ${other.toFixed(2)} ms: ${more.toFixed(1)} % more`,
  );
  expect(Number.isFinite(more)).toBe(true);
}, 300_000);

function checkOnce(tasks: readonly JobTask[], events: readonly Event[]): void {
  const ends = events.filter(({ state }) => state.kind === 'ended').map(({ task }) => task);
  expect(ends.toSorted()).toEqual(tasks.map(({ name }) => name).toSorted());
  expect(events.filter(({ state }) => state.kind === 'running')).toHaveLength(tasks.length);
}

function checkOrder(tasks: readonly JobTask[], events: readonly Event[]): void {
  const needs = new Map(tasks.map((task) => [task.name, task.needs ?? []]));
  const ended = new Set<string>();
  for (const { task, state } of events) {
    if (state.kind === 'ended') ended.add(task);
    if (state.kind === 'running') expect(needs.get(task)?.filter((need) => !ended.has(need))).toEqual([]);
  }
}

function checkBound(events: readonly Event[]): void {
  let running = 0;
  let most = 0;
  for (const { state } of events) {
    if (state.kind === 'running') running += 1;
    if (state.kind === 'ended') running -= 1;
    most = Math.max(most, running);
  }
  expect(most).toBe(CONCURRENCY);
}

/** While each class has something ready, the time that any two have had differs by a few jobs at most. */
function checkFairness(tasks: readonly JobTask[], events: readonly Event[]): void {
  const classes = new Map(tasks.map((task) => [task.name, task.class ?? '']));
  const ready = new Map<string, number>(CLASSES.map((name) => [name, 0]));
  const used = new Map<string, number>(CLASSES.map((name) => [name, 0]));
  const started = new Map<string, number>();
  let longestMs = 0;
  for (const { task, state, atMs } of events) {
    const name = classes.get(task) ?? '';
    if (state.kind === 'queued') ready.set(name, (ready.get(name) ?? 0) + 1);
    if (state.kind === 'running') {
      ready.set(name, (ready.get(name) ?? 0) - 1);
      started.set(task, atMs);
    }
    if (state.kind !== 'ended') continue;
    const tookMs = atMs - (started.get(task) ?? atMs);
    longestMs = Math.max(longestMs, tookMs);
    used.set(name, (used.get(name) ?? 0) + tookMs);
    if ([...ready.values()].includes(0)) break;
  }
  const apartMs = Math.max(...used.values()) - Math.min(...used.values());
  const shares = [...used].map(([name, ms]) => `${name} ${ms.toFixed(0)} ms`).join(', ');
  console.log(`many-jobs: while all classes waited: ${shares}; the longest job ${longestMs.toFixed(0)} ms`);
  expect(apartMs).toBeLessThanOrEqual((CONCURRENCY + 1) * longestMs);
}

async function timeMs(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

function kib(bytes: number): number {
  return Math.round(bytes / 1_024);
}

/** After a collection of garbage. */
function heapBytes(): number {
  setFlagsFromString('--expose_gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}
