import { describe, expect, test } from 'vitest';
import { openStage, type Stage } from './stage.js';

/** Ends what runs, first come first served, until nothing does; the names in the order they were started. */
async function runOut(stage: Stage, tookMs = 0): Promise<string[]> {
  const started: string[] = [];
  while (stage.running.length > 0) {
    for (const name of stage.running) {
      started.push(name);
      stage.clock.pass(tookMs);
      await stage.succeed(name);
    }
  }
  return started;
}

/** How often each class is among the first so many names, which begin with their class. */
function countClasses(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) {
    const key = name.slice(0, 1);
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

const times = (count: number, prefix: string, rest = {}): Array<{ name: string }> =>
  Array.from({ length: count }, (_none, index) => ({ name: `${prefix}${index}`, ...rest }));

describe('priority', () => {
  test('goes before the order of arrival', async () => {
    const stage = openStage({ concurrency: 1 });
    await stage.submit({ name: 'first' });
    await stage.submit({ name: 'low', priority: -1 }, { name: 'none' }, { name: 'high', priority: 1 });
    expect(await runOut(stage)).toEqual(['first', 'high', 'none', 'low']);
  });

  test('also among tasks that are submitted together', async () => {
    const stage = openStage({ concurrency: 1 });
    await stage.submit({ name: 'none' }, { name: 'high', priority: 1 });
    expect(stage.running).toEqual(['high']);
  });

  test('is caught up with by waiting', async () => {
    const stage = openStage({ concurrency: 1, ageingMs: 100 });
    await stage.submit({ name: 'first' });
    await stage.submit({ name: 'old' });
    stage.clock.pass(499);
    await stage.submit({ name: 'early', priority: 5 });
    stage.clock.pass(2);
    await stage.submit({ name: 'late', priority: 5 });
    expect(await runOut(stage)).toEqual(['first', 'early', 'old', 'late']);
  });

  test('starves nobody, however many with a higher one keep coming', async () => {
    const stage = openStage({ concurrency: 1, ageingMs: 10 });
    await stage.submit({ name: 'first' });
    await stage.submit({ name: 'patient', priority: -3 });
    let rounds = 0;
    for (; !stage.running.includes('patient'); rounds += 1) {
      await stage.submit({ name: `urgent ${rounds}`, priority: 2 });
      stage.clock.pass(1);
      await stage.succeed(stage.running[0] ?? '');
    }
    // Five steps of 10 ms, then it is before all that come.
    expect(rounds).toBe(51);
  });
});

describe('classes', () => {
  test('take turns, whoever came first and in whatever number', async () => {
    const stage = openStage({ concurrency: 1 });
    await stage.submit(...times(100, 'a', { class: 'a' }), ...times(20, 'b', { class: 'b' }));
    expect(countClasses((await runOut(stage, 10)).slice(0, 40))).toEqual({ a: 20, b: 20 });
  });

  test('share by weight', async () => {
    const stage = openStage({ concurrency: 1, weights: { a: 3 } });
    await stage.submit(...times(100, 'a', { class: 'a' }), ...times(100, 'b', { class: 'b' }));
    const counts = countClasses((await runOut(stage, 10)).slice(0, 80));
    expect(Math.abs((counts['a'] ?? 0) - 60)).toBeLessThanOrEqual(2);
  });

  test('share time, not starts', async () => {
    const stage = openStage({ concurrency: 1 });
    await stage.submit(...times(200, 'l', { class: 'long' }), ...times(200, 's', { class: 'short' }));
    const used = { l: 0, s: 0 };
    for (let count = 0; count < 110; count += 1) {
      const name = stage.running[0] ?? '';
      const kind = name.startsWith('l') ? 'l' : 's';
      const ms = kind === 'l' ? 100 : 10;
      used[kind] += ms;
      stage.clock.pass(ms);
      await stage.succeed(name);
    }
    expect(Math.abs(used.l - used.s)).toBeLessThanOrEqual(200);
  });

  test('that had nothing to do have saved nothing up', async () => {
    const stage = openStage({ concurrency: 1 });
    await stage.submit(...times(60, 'a', { class: 'a' }));
    for (let count = 0; count < 30; count += 1) {
      stage.clock.pass(10);
      await stage.succeed(stage.running[0] ?? '');
    }
    await stage.submit(...times(30, 'b', { class: 'b' }));
    const counts = countClasses((await runOut(stage, 10)).slice(0, 20));
    expect(Math.abs((counts['a'] ?? 0) - 10)).toBeLessThanOrEqual(1);
  });
});

describe('resources', () => {
  const GIB = 2 ** 30;
  const total = { cpus: 4, memoryBytes: 8 * GIB, diskBytes: 10 * GIB, tokens: { gpu: 1, licence: 2 } };

  test('of each kind hold a task back until there is enough', async () => {
    const kinds = [{ cpus: 2.5 }, { memoryBytes: 5 * GIB }, { diskBytes: 6 * GIB }, { tokens: { gpu: 1 } }];
    for (const resources of kinds) {
      const stage = openStage({ concurrency: 9, resources: total });
      await stage.submit({ name: 'a', resources }, { name: 'b', resources }, { name: 'c' });
      expect(stage.running).toEqual(['a', 'c']);
      await stage.succeed('a');
      expect(stage.running).toEqual(['c', 'b']);
    }
  });

  test('that one task asks for and the machine does not have are an error at once', async () => {
    const stage = openStage({ resources: total });
    const refused = async (resources: object): Promise<string> =>
      await stage.submit({ name: 'a', resources }).then(
        () => 'taken',
        (error: Error & { code: string; hint: string }) =>
          `${error.code} ${error.message} ${error.hint ?? ''}`,
      );
    expect(await refused({ cpus: 4.5 })).toBe(
      'LAYOVER_SCHEDULE a asks for 4.5 cpus, and there are 4 in all: it could never run ',
    );
    expect(await refused({ tokens: { licence: 3 } })).toMatch(
      /^LAYOVER_SCHEDULE a asks for 3 token licence, .* 2 in all/,
    );
    expect(await refused({ tokens: { gpus: 1 } })).toBe(
      'LAYOVER_SCHEDULE a asks for an unknown token gpus Did you mean gpu?',
    );
    expect(await refused({ memoryBytes: -1 })).toMatch(/^LAYOVER_USAGE a: memoryBytes must be .* got -1/);
    expect(await refused({ cpus: 4, tokens: { licence: 2 } })).toBe('taken');
  });

  test('in fractions add up exactly', async () => {
    const stage = openStage({ concurrency: 99, resources: { cpus: 1 } });
    for (let round = 0; round < 3; round += 1) {
      await stage.submit(...times(11, `r${round} `, { resources: { cpus: 0.1 } }));
      expect(stage.running).toHaveLength(10);
      expect(await runOut(stage)).toHaveLength(11);
    }
  });

  test('that are short do not hold up those who ask for others', async () => {
    const stage = openStage({ concurrency: 3, resources: total });
    const gpu = { tokens: { gpu: 1 } };
    await stage.submit(...times(100, 'gpu', { resources: gpu }), ...times(5, 'free'));
    expect(stage.running).toEqual(['gpu0', 'free0', 'free1']);
  });

  test('are set aside for a big task that small ones keep passing', async () => {
    const stage = openStage({ concurrency: 9, resources: { cpus: 4 } });
    await stage.submit(...times(4, 'early', { resources: { cpus: 1 } }));
    await stage.submit({ name: 'big', resources: { cpus: 4 } });
    let passed = 0;
    for (; !stage.running.includes('big'); passed += 1) {
      await stage.submit({ name: `small${passed}`, resources: { cpus: 1 } });
      await stage.succeed(stage.running[0] ?? '');
      if (passed > 100) break;
    }
    expect(passed).toBeLessThanOrEqual(16 + 4);
    expect(stage.running).toEqual(['big']);
  });

  test('that are set aside stay with a task that waits for something else', async () => {
    const stage = openStage({ concurrency: 9, resources: { cpus: 2, tokens: { gpu: 1 } } });
    await stage.submit(
      { name: 'holder', resources: { tokens: { gpu: 1 } } },
      { name: 'x', resources: { cpus: 1 } },
      { name: 'y', resources: { cpus: 1 } },
    );
    await stage.submit({ name: 'both', resources: { cpus: 2, tokens: { gpu: 1 } } });
    const others = times(40, 'z', { resources: { cpus: 1 } });
    await stage.submit(...others, { name: 'gpu', resources: { tokens: { gpu: 1 } } });
    for (let count = 0; count < 20; count += 1) {
      const name = stage.running.find((one) => one !== 'holder');
      if (name !== undefined) await stage.succeed(name);
    }
    expect(stage.running).toEqual(['holder']);
    await stage.succeed('holder');
    expect(stage.running).toEqual(['both']);
  });
});
