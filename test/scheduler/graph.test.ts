import { describe, expect, test } from 'vitest';
import { orderTasks } from '#src/scheduler/graph.js';
import { openStage } from './stage.js';

const none = (): boolean => false;

describe('a graph of tasks', () => {
  test('may be written in any order', () => {
    const tasks = [
      { name: 'c', needs: ['b', 'a'] },
      { name: 'd', needs: ['c'] },
      { name: 'a' },
      { name: 'b', needs: ['a'] },
    ];
    expect(orderTasks(tasks, none).map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd']);
  });

  test('with a circle is refused, and the circle named', () => {
    const tasks = [
      { name: 'start', needs: ['b'] },
      { name: 'a', needs: ['c'] },
      { name: 'b', needs: ['a'] },
      { name: 'c', needs: ['b'] },
    ];
    expect(() => orderTasks(tasks, none)).toThrow('The tasks need each other in a circle: b -> a -> c -> b');
    expect(() => orderTasks([{ name: 'self', needs: ['self'] }], none)).toThrow('circle: self -> self');
  });

  test('with an unknown need is refused, and the likely one named', () => {
    const tasks = [{ name: 'compile' }, { name: 'test', needs: ['complie'] }];
    expect(() => orderTasks(tasks, none)).toThrow(
      expect.objectContaining({
        code: 'LAYOVER_SCHEDULE',
        message: 'test needs complie, which is no task here',
        hint: 'Did you mean compile?',
      }),
    );
  });

  test('with a name twice is refused', () => {
    expect(() => orderTasks([{ name: 'a' }, { name: 'a' }], none)).toThrow('There are two tasks called a');
  });

  test('may be a chain of 50,000', () => {
    const tasks = Array.from({ length: 50_000 }, (_none, index) => ({
      name: `${index}`,
      ...(index < 49_999 && { needs: [`${index + 1}`] }),
    }));
    expect(orderTasks(tasks, none)[0]?.name).toBe('49999');
  });
});

describe('a scheduler that is given a wrong graph', () => {
  test('starts nothing of it', async () => {
    const stage = openStage();
    await expect(
      stage.submit({ name: 'fine' }, { name: 'a', needs: ['b'] }, { name: 'b', needs: ['a'] }),
    ).rejects.toMatchObject({ code: 'LAYOVER_SCHEDULE' });
    await expect(stage.submit({ name: 'fine' }, { name: 'a', needs: ['x'] })).rejects.toMatchObject({
      code: 'LAYOVER_SCHEDULE',
    });
    await expect(stage.submit({ name: 'fine' }, { name: 'a', priority: 0.5 })).rejects.toMatchObject({
      code: 'LAYOVER_USAGE',
    });
    expect(stage.steps).toEqual([]);
    await stage.submit({ name: 'fine' });
    await expect(stage.submit({ name: 'fine' })).rejects.toMatchObject({ code: 'LAYOVER_SCHEDULE' });
    expect(stage.running).toEqual(['fine']);
  });

  test('refuses a need that is only submitted later', async () => {
    const stage = openStage();
    await expect(stage.scheduler.submit(stage.task({ name: 'a', needs: ['b'] }))).rejects.toMatchObject({
      code: 'LAYOVER_SCHEDULE',
      message: 'a needs b, which is no task here',
    });
  });

  for (const [wrong, what] of [
    [{ concurrency: 0 }, 'concurrency'],
    [{ bound: 1.5 }, 'bound'],
    [{ failureMode: 'panic' }, 'failureMode'],
    [{ ageingMs: 0 }, 'ageingMs'],
    [{ weights: { a: -1 } }, 'The weight of the class a'],
    [{ runDeadlineMs: Number.NaN }, 'runDeadlineMs'],
  ] as const) {
    test(`is not opened with ${JSON.stringify(wrong)}`, () => {
      expect(() => openStage(wrong as object)).toThrow(`${what} must be`);
    });
  }
});
