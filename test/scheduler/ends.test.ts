import { describe, expect, test } from 'vitest';
import type { TaskEnd } from '#src/scheduler/task.js';
import { openStage, settle } from './stage.js';

describe('an attempt', () => {
  test('that failed is not made again unless asked', async () => {
    const stage = openStage();
    const [a] = await stage.submit({ name: 'a' });
    await stage.fail('a', 'no');
    expect(await a?.ended).toEqual({ kind: 'failed', result: 'no', attempts: 1 });
  });

  test('that infrastructure kept from its work is made again, after delays that double', async () => {
    const stage = openStage();
    const [a] = await stage.submit({ name: 'a' });
    await stage.break('a');
    expect(a?.state).toMatchObject({ kind: 'delayed', attempt: 2, delayMs: 200, last: { kind: 'errored' } });
    stage.clock.pass(199);
    expect(stage.running).toEqual([]);
    stage.clock.pass(1);
    expect(stage.context('a').attempt).toBe(2);
    await stage.break('a');
    expect(a?.state).toMatchObject({ kind: 'delayed', attempt: 3, delayMs: 400 });
    stage.clock.pass(400);
    await stage.break('a');
    expect(await a?.ended).toMatchObject({ kind: 'errored', error: { message: 'a broke' }, attempts: 3 });
    expect(stage.clock.timers).toBe(0);
  });

  test('that would only break again is not made again', async () => {
    const stage = openStage();
    const [a] = await stage.submit({ name: 'a' });
    await stage.break('a', true);
    expect(await a?.ended).toMatchObject({ kind: 'errored', attempts: 1 });
  });

  test('that throws, or ends without a verdict, is errored', async () => {
    const { scheduler } = openStage();
    const retry = { attempts: 1 };
    const thrown = await scheduler.submit({ retry, run: () => Promise.reject(new Error('no')) });
    const nothing = await scheduler.submit({ run: (() => undefined) as never });
    const inSync = await scheduler.submit({
      retry,
      run: () => {
        throw new Error('at once');
      },
    });
    expect(await thrown.ended).toMatchObject({ kind: 'errored', error: { message: 'no' } });
    expect(await nothing.ended).toMatchObject({ kind: 'errored', error: { name: 'TypeError' }, attempts: 1 });
    expect(await inSync.ended).toMatchObject({ kind: 'errored', error: { message: 'at once' } });
  });

  test('has its own time, and is made again after it where asked', async () => {
    const stage = openStage();
    const [a] = await stage.submit({
      name: 'a',
      timeoutMs: 50,
      retry: { on: ['timed-out'], attempts: 2, delayMs: 10 },
    });
    stage.clock.pass(50);
    expect(stage.running).toEqual(['a!']);
    await stage.succeed('a', 'late');
    expect(a?.state).toMatchObject({ kind: 'delayed', last: { kind: 'timed-out', result: 'late' } });
    stage.clock.pass(10 + 50);
    await stage.fail('a');
    expect(await a?.ended).toMatchObject({ kind: 'timed-out', scope: 'attempt', afterMs: 50, attempts: 2 });
  });

  test('gives its place and resources to others while it waits for the next', async () => {
    const stage = openStage({ concurrency: 1, resources: { cpus: 1 } });
    await stage.submit({ name: 'a', resources: { cpus: 1 } }, { name: 'b', resources: { cpus: 1 } });
    await stage.break('a');
    expect(stage.running).toEqual(['b']);
    stage.clock.pass(200);
    await stage.succeed('b');
    expect(stage.running).toEqual(['a']);
  });
});

describe('a deadline', () => {
  test('of a task ends it wherever it is', async () => {
    const stage = openStage({ concurrency: 1 });
    const late = { kind: 'timed-out', scope: 'task', afterMs: 100 };
    const [runs, queued, waits] = await stage.submit(
      { name: 'runs', deadlineMs: 100 },
      { name: 'queued', deadlineMs: 100 },
      { name: 'waits', needs: ['runs'], deadlineMs: 100 },
    );
    stage.clock.pass(100);
    expect(await queued?.ended).toEqual({ ...late, result: undefined, attempts: 0 });
    expect(await waits?.ended).toEqual({ ...late, result: undefined, attempts: 0 });
    expect(stage.running).toEqual(['runs!']);
    await stage.fail('runs', 'half');
    expect(await runs?.ended).toEqual({ ...late, result: 'half', attempts: 1 });
    expect(stage.clock.timers).toBe(0);
  });

  test('of a task counts its attempts and the delays between them', async () => {
    const stage = openStage();
    const [a] = await stage.submit({ name: 'a', deadlineMs: 150 });
    await stage.break('a');
    stage.clock.pass(150);
    expect(await a?.ended).toMatchObject({ kind: 'timed-out', scope: 'task', attempts: 1 });
    expect(stage.clock.timers).toBe(0);
  });

  test('of the whole run ends all, those that clean up too, and whatever comes later', async () => {
    const stage = openStage({ concurrency: 1, runDeadlineMs: 100 });
    const handles = await stage.submit(
      { name: 'a' },
      { name: 'b' },
      { name: 'c', needs: ['a'], when: 'always' },
    );
    stage.clock.pass(100);
    await stage.succeed('a');
    handles.push(...(await stage.submit({ name: 'd' })));
    const ends = await Promise.all(handles.map(async ({ ended }) => await ended));
    for (const end of ends) expect(end).toMatchObject({ kind: 'timed-out', scope: 'run', afterMs: 100 });
    expect(stage.clock.timers).toBe(0);
  });

  test('of the whole run leaves no timer when there is nothing to do', async () => {
    const stage = openStage({ runDeadlineMs: 100 });
    expect(stage.clock.timers).toBe(0);
    await stage.submit({ name: 'a' });
    expect(stage.clock.timers).toBe(1);
    await stage.succeed('a');
    expect(stage.clock.timers).toBe(0);
    stage.clock.pass(60);
    await stage.submit({ name: 'b' });
    stage.clock.pass(40);
    expect(stage.running).toEqual(['b!']);
  });
});

describe('canceling', () => {
  test('by handle or signal ends a task wherever it is, and nothing of it stays behind', async () => {
    for (const by of ['handle', 'signal']) {
      const controller = new AbortController();
      const stage = openStage({ concurrency: 1 });
      const { signal } = controller;
      const handles = await stage.submit(
        { name: 'runs', signal },
        { name: 'queued', signal },
        { name: 'waits', needs: ['runs'], signal },
      );
      if (by === 'signal') controller.abort();
      else for (const handle of handles) void handle.cancel();
      expect(stage.running).toEqual(['runs!']);
      expect(stage.context('runs').signal.reason).toMatchObject({ code: 'LAYOVER_CANCELED' });
      await stage.succeed('runs');
      const ends = await Promise.all(handles.map(async ({ ended }) => await ended));
      expect(ends.map(({ kind }) => kind)).toEqual(['canceled', 'canceled', 'canceled']);
      expect(stage.scheduler.counts).toMatchObject({
        waiting: 0,
        queued: 0,
        running: 0,
        ending: 0,
        ended: 3,
      });
    }
  });

  test('keeps to the first reason, and what has ended stays as it is', async () => {
    const stage = openStage();
    const [a, b] = await stage.submit({ name: 'a', deadlineMs: 50 }, { name: 'b' });
    stage.clock.pass(50);
    void a?.cancel();
    await stage.succeed('a');
    expect(await a?.ended).toMatchObject({ kind: 'timed-out' });
    await stage.succeed('b');
    expect(await b?.cancel()).toMatchObject({ kind: 'succeeded' });
  });

  test('by one signal of thousands of tasks warns of nothing and is quick', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error): void => void warnings.push(warning);
    process.on('warning', note);
    const controller = new AbortController();
    const stage = openStage();
    const tasks = Array.from({ length: 5_000 }, (_none, index) => ({
      name: `${index}`,
      signal: controller.signal,
    }));
    const handles = await stage.submit(...tasks);
    controller.abort();
    await stage.succeed('0');
    await stage.succeed('1');
    await Promise.all(handles.map(async ({ ended }) => await ended));
    process.off('warning', note);
    expect(warnings).toEqual([]);
    expect(stage.scheduler.counts.ended).toBe(5_000);
  });
});

describe('room', () => {
  test('is waited for beyond the bound, in order', async () => {
    const stage = openStage({ bound: 2, concurrency: 1 });
    const taken: string[] = [];
    for (const name of ['a', 'b', 'c', 'd']) {
      void stage.submit({ name }).then(() => taken.push(name));
    }
    await settle();
    expect(taken).toEqual(['a', 'b']);
    await stage.succeed('a');
    expect(taken).toEqual(['a', 'b', 'c']);
    await stage.succeed('b');
    expect(taken).toEqual(['a', 'b', 'c', 'd']);
  });

  test('is made for a graph of any size, needs first', async () => {
    const stage = openStage({ bound: 2, concurrency: 9 });
    const chain = ['e', 'd', 'c', 'b', 'a'];
    const submitted = stage.submit(...chain.map((name, index) => ({ name, needs: chain.slice(index + 1) })));
    for (const name of chain.toReversed()) {
      await settle();
      expect(stage.running).toEqual([name]);
      await stage.succeed(name);
    }
    expect((await submitted).map(({ id }) => id)).toEqual(chain);
  });

  test('is not waited for any longer when the signal is aborted, nor by those that need it', async () => {
    const stage = openStage({ bound: 1 });
    const controller = new AbortController();
    await stage.submit({ name: 'a' });
    const b = stage.submit({ name: 'b', signal: controller.signal });
    const c = stage.submit({ name: 'c', needs: ['b'] });
    const refusals = Promise.allSettled([b, c]);
    controller.abort(new Error('enough'));
    await stage.succeed('a');
    const [ofB, ofC] = await refusals;
    expect(ofB).toMatchObject({ status: 'rejected', reason: { message: 'enough' } });
    expect(ofC).toMatchObject({
      status: 'rejected',
      reason: { message: 'c needs b, which is no task here' },
    });
    await stage.submit({ name: 'b' });
    expect(stage.running).toEqual(['b']);
  });

  test('a graph that is refused half-way is taken back', async () => {
    const stage = openStage({ bound: 1 });
    const controller = new AbortController();
    const graph = stage.submit({ name: 'a' }, { name: 'b', needs: ['a'], signal: controller.signal });
    const refused = expect(graph).rejects.toThrow('enough');
    controller.abort(new Error('enough'));
    await settle();
    expect(stage.running).toEqual(['a!']);
    await stage.succeed('a');
    await refused;
  });
});

describe('draining', () => {
  test('takes no more, and waits for all there are, those without room included', async () => {
    const stage = openStage({ bound: 1 });
    await stage.submit({ name: 'a' });
    const b = stage.submit({ name: 'b', needs: ['a'] });
    let isDone = false;
    const drained = stage.scheduler.drain().then(() => {
      isDone = true;
    });
    await expect(stage.submit({ name: 'c' })).rejects.toMatchObject({ code: 'LAYOVER_CLOSED' });
    await stage.succeed('a');
    expect((await b).map(({ state }) => state.kind)).toEqual(['running']);
    expect(isDone).toBe(false);
    await stage.succeed('b');
    await drained;
    await stage.scheduler.drain();
  });

  test('by shutting down cancels all, and waits until the runs have really ended', async () => {
    const stage = openStage({ concurrency: 1, bound: 3 });
    const handles = await stage.submit({ name: 'a' }, { name: 'b', when: 'always' }, { name: 'c' });
    const refused = stage.submit({ name: 'd' });
    let isDown = false;
    const isRefused = expect(refused).rejects.toMatchObject({ code: 'LAYOVER_CLOSED' });
    const down = stage.scheduler.shutdown().then(() => {
      isDown = true;
    });
    await isRefused;
    await settle();
    expect(isDown).toBe(false);
    expect(stage.running).toEqual(['a!']);
    await stage.break('a');
    await down;
    const ends = await Promise.all(handles.map(async ({ ended }) => await ended));
    expect(ends).toMatchObject([
      { kind: 'canceled', by: 'shutdown', attempts: 1 },
      { kind: 'canceled', by: 'shutdown', attempts: 0 },
      { kind: 'canceled', by: 'shutdown', attempts: 0 },
    ]);
  });
});

describe('a failure', () => {
  const GRAPH = [
    { name: 'bad' },
    { name: 'runs', retry: { on: ['failed' as const], attempts: 2 } },
    { name: 'next' },
    { name: 'after', needs: ['bad'] },
    { name: 'later', needs: ['after'] },
    { name: 'clean', needs: ['later'], when: 'always' as const },
  ];
  const kinds = async (
    handles: ReadonlyArray<{ id: string; ended: Promise<TaskEnd<string>> }>,
  ): Promise<object> =>
    Object.fromEntries(await Promise.all(handles.map(async ({ id, ended }) => [id, (await ended).kind])));

  test('keeps those that need it from running, and names the root of it', async () => {
    const stage = openStage();
    const handles = await stage.submit(...GRAPH);
    await stage.fail('bad');
    const because = { kind: 'need-failed', name: 'bad', end: 'failed' };
    expect(await handles[3]?.ended).toEqual({ kind: 'skipped', because });
    expect(await handles[4]?.ended).toEqual({ kind: 'skipped', because });
    expect(stage.running).toEqual(['runs', 'next']);
  });

  test('with `continue` leaves the others alone', async () => {
    const stage = openStage({ failureMode: 'continue' });
    const handles = await stage.submit(...GRAPH);
    await stage.fail('bad');
    await stage.fail('runs');
    stage.clock.pass(200);
    for (const name of ['next', 'clean', 'runs']) await stage.succeed(name);
    expect(await kinds(handles)).toMatchObject({ runs: 'succeeded', next: 'succeeded', clean: 'succeeded' });
  });

  test('with `finish-running` starts no other task, but further attempts', async () => {
    const stage = openStage({ failureMode: 'finish-running' });
    const handles = await stage.submit(...GRAPH);
    await stage.fail('bad');
    expect(await handles[2]?.ended).toEqual({ kind: 'skipped', because: { kind: 'stopped', name: 'bad' } });
    await stage.fail('runs');
    stage.clock.pass(200);
    for (const name of ['clean', 'runs']) await stage.succeed(name);
    handles.push(...(await stage.submit({ name: 'new' })));
    expect(await kinds(handles)).toMatchObject({ runs: 'succeeded', clean: 'succeeded', new: 'skipped' });
  });

  test('with `stop-new` starts nothing, not even further attempts', async () => {
    const stage = openStage({ failureMode: 'stop-new' });
    const handles = await stage.submit(...GRAPH);
    await stage.fail('bad');
    await stage.fail('runs');
    expect(stage.running).toEqual(['clean']);
    await stage.succeed('clean');
    expect(await kinds(handles)).toMatchObject({ runs: 'failed', next: 'skipped', clean: 'succeeded' });
  });

  test('with `stop-new` gives up the further attempts that are due', async () => {
    const stage = openStage({ failureMode: 'stop-new' });
    const handles = await stage.submit(...GRAPH);
    await stage.fail('runs');
    await stage.fail('bad');
    expect(await handles[1]?.ended).toMatchObject({ kind: 'failed', attempts: 1 });
  });

  test('with `kill` ends what runs, but not what cleans up', async () => {
    const stage = openStage({ failureMode: 'kill', concurrency: 3 });
    const handles = await stage.submit({ name: 'tidy', when: 'always' }, ...GRAPH);
    await stage.fail('bad');
    expect(stage.running).toEqual(['tidy', 'runs!', 'clean']);
    for (const name of ['runs', 'tidy', 'clean']) await stage.succeed(name);
    expect(await handles[2]?.ended).toMatchObject({ kind: 'canceled', by: 'failure', attempts: 1 });
    expect(await kinds(handles)).toMatchObject({ next: 'skipped', tidy: 'succeeded', clean: 'succeeded' });
  });

  test('of what cleans up, a cancellation or a skip sets nothing off', async () => {
    const stage = openStage({ failureMode: 'kill', concurrency: 9 });
    const [canceled] = await stage.submit(
      { name: 'canceled' },
      { name: 'tidy', when: 'always' },
      { name: 'a' },
    );
    void canceled?.cancel();
    await stage.fail('canceled');
    await stage.fail('tidy');
    expect(stage.running).toEqual(['a']);
  });
});

describe('a condition', () => {
  test('is judged on the ends of the needs', async () => {
    const stage = openStage({ concurrency: 9 });
    const handles = await stage.submit(
      { name: 'good' },
      { name: 'bad' },
      { name: 'on good', needs: ['good'] },
      { name: 'if good failed', needs: ['good'], when: 'failure' },
      { name: 'if bad failed', needs: ['bad', 'good'], when: 'failure' },
      { name: 'always', needs: ['bad'], when: 'always' },
      { name: 'own', needs: ['bad'], when: (needs) => needs.get('bad')?.kind === 'failed' },
      {
        name: 'throws',
        needs: ['bad'],
        when: () => {
          throw new Error('mine');
        },
      },
      { name: 'after skipped', needs: ['if good failed'] },
      { name: 'if skipped failed', needs: ['if good failed'], when: 'failure' },
    );
    await stage.succeed('good');
    await stage.fail('bad');
    expect(stage.running).toEqual(['on good', 'if bad failed', 'always', 'own']);
    const ends = new Map(handles.map(({ id, state }) => [id, state]));
    expect(ends.get('if good failed')).toMatchObject({ end: { kind: 'skipped', because: { kind: 'when' } } });
    expect(ends.get('after skipped')).toMatchObject({
      end: { kind: 'skipped', because: { kind: 'need-skipped', name: 'if good failed' } },
    });
    expect(ends.get('if skipped failed')).toMatchObject({ end: { because: { kind: 'when' } } });
    expect(ends.get('throws')).toMatchObject({ end: { kind: 'errored', error: { message: 'mine' } } });
  });
});
