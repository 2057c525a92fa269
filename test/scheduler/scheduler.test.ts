import { describe, expect, test } from 'vitest';
import { openStage, settle } from './stage.js';

describe('a scheduler', () => {
  test('runs so many at once, in the order they came', async () => {
    const stage = openStage({ concurrency: 2 });
    await stage.submit({ name: 'a' }, { name: 'b' }, { name: 'c' }, { name: 'd' });
    expect(stage.running).toEqual(['a', 'b']);
    await stage.succeed('b');
    expect(stage.running).toEqual(['a', 'c']);
    await stage.succeed('a');
    await stage.succeed('c');
    expect(stage.running).toEqual(['d']);
  });

  test('starts a task when its needs have succeeded, with their results', async () => {
    const stage = openStage({ concurrency: 4 });
    const [, , c] = await stage.submit({ name: 'a' }, { name: 'b' }, { name: 'c', needs: ['b', 'a'] });
    expect(stage.running).toEqual(['a', 'b']);
    await stage.succeed('a', 'of a');
    expect(c?.state).toEqual({ kind: 'waiting' });
    await stage.succeed('b', 'of b');
    expect(stage.running).toEqual(['c']);
    expect([...stage.context('c').needs]).toEqual([
      ['b', { kind: 'succeeded', result: 'of b', attempts: 1 }],
      ['a', { kind: 'succeeded', result: 'of a', attempts: 1 }],
    ]);
  });

  test('takes a task whose need has ended long ago, until that is forgotten', async () => {
    const stage = openStage();
    await stage.submit({ name: 'a' });
    await stage.succeed('a');
    await stage.submit({ name: 'b', needs: ['a'] });
    expect(stage.running).toEqual(['b']);
    stage.scheduler.forget('a');
    await expect(stage.submit({ name: 'c', needs: ['a'] })).rejects.toMatchObject({
      code: 'LAYOVER_SCHEDULE',
    });
    await stage.submit({ name: 'a' });
    expect(stage.running).toEqual(['b', 'a']);
  });

  test('tells each state of a task once, in order', async () => {
    const stage = openStage();
    await stage.submit({ name: 'a', retry: { on: ['failed'], attempts: 2 } });
    await stage.fail('a');
    stage.clock.pass(200);
    await stage.succeed('a');
    const states = ['waiting', 'queued', 'running', 'delayed', 'queued', 'running', 'succeeded'];
    expect(stage.steps).toEqual(states.map((state) => `a ${state}`));
    expect(stage.clock.timers).toBe(0);
  });

  test('ends a run only when it has really ended', async () => {
    const stage = openStage({ concurrency: 1 });
    const [a] = await stage.submit({ name: 'a' }, { name: 'b' });
    const canceled = a?.cancel();
    await settle();
    expect(stage.running).toEqual(['a!']);
    expect(a?.state.kind).toBe('ending');
    await stage.succeed('a', 'too late');
    expect(await canceled).toEqual({ kind: 'canceled', by: 'caller', result: 'too late', attempts: 1 });
    expect(stage.running).toEqual(['b']);
  });
});
