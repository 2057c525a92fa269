import { mkdir, writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { judgePressure, type PressureReading, readPressure } from '#src/scheduler/pressure.js';
import { tempDir } from '../fixtures/temp.js';
import { openStage } from './stage.js';

const read = (figures: Partial<Record<'cpu' | 'memory' | 'io', number>>): PressureReading => ({
  kind: 'read',
  cpu: 0,
  memory: 0,
  io: 0,
  ...figures,
});

describe("the kernel's pressure", () => {
  test('is read from the lines that count', async () => {
    await using dir = await tempDir();
    const write = async (name: string, some: number, full: number): Promise<void> =>
      await writeFile(
        dir.join(`psi/${name}`),
        `some avg10=${some} avg60=1.00 avg300=2.00 total=3\nfull avg10=${full} avg60=4.00 avg300=5.00 total=6\n`,
      );
    await mkdir(dir.join('psi'));
    await write('cpu', 12.5, 0);
    await write('memory', 80, 7.25);
    await write('io', 90, 33);
    expect(readPressure(dir.join('psi'))).toEqual({ kind: 'read', cpu: 12.5, memory: 7.25, io: 33 });
    await writeFile(dir.join('psi/io'), 'odd\n');
    expect(readPressure(dir.join('psi'))).toEqual({
      kind: 'unavailable',
      reason: `${dir.join('psi/io')} has no line "full avg10=": "odd\\n"`,
    });
    expect(readPressure(dir.join('none'))).toMatchObject({
      kind: 'unavailable',
      reason: expect.stringMatching(/ENOENT.*none\/cpu/),
    });
  });

  test('of this machine is read or said to be missing', () => {
    expect(['read', 'unavailable']).toContain(readPressure().kind);
  });

  test('is judged by limits of ours or the caller', () => {
    expect(judgePressure(read({ cpu: 80, memory: 9, io: 49 }))).toEqual({ kind: 'calm' });
    expect(judgePressure(read({ memory: 11 }))).toMatchObject({
      kind: 'stalled',
      resource: 'memory',
      limit: 10,
    });
    expect(judgePressure(read({ cpu: 80 }), { cpu: 70 })).toMatchObject({ resource: 'cpu', percent: 80 });
  });
});

describe('a scheduler under pressure', () => {
  test('starts nothing while work stalls, and goes on when it does not', async () => {
    let reading = read({});
    const stage = openStage({ concurrency: 3, pressure: { read: () => reading, everyMs: 100 } });
    await stage.submit({ name: 'a' });
    reading = read({ memory: 50 });
    stage.clock.pass(100);
    await stage.submit({ name: 'b' }, { name: 'c' });
    expect(stage.running).toEqual(['a']);
    expect(stage.scheduler.pressure).toMatchObject({ kind: 'stalled', resource: 'memory', percent: 50 });
    stage.clock.pass(500);
    expect(stage.running).toEqual(['a']);
    reading = read({});
    stage.clock.pass(100);
    expect(stage.running).toEqual(['a', 'b', 'c']);
    const told = stage.events.filter(({ kind }) => kind === 'pressure');
    expect(told).toMatchObject([
      { pressure: { kind: 'calm' } },
      { pressure: { kind: 'stalled' } },
      { pressure: { kind: 'calm' } },
    ]);
    expect(stage.clock.timers).toBe(0);
  });

  test('always lets one task run, and leaves no timer', async () => {
    const stage = openStage({ pressure: { read: () => read({ io: 99 }) } });
    await stage.submit({ name: 'a' }, { name: 'b' });
    expect(stage.running).toEqual(['a']);
    await stage.succeed('a');
    expect(stage.running).toEqual(['b']);
    await stage.succeed('b');
    expect(stage.clock.timers).toBe(0);
  });

  test('that cannot be read says so, and holds nothing back', async () => {
    const reading: PressureReading = { kind: 'unavailable', reason: 'no psi here' };
    const stage = openStage({ pressure: { read: () => reading } });
    await stage.submit({ name: 'a' }, { name: 'b' });
    expect(stage.running).toEqual(['a', 'b']);
    expect(stage.events[0]).toMatchObject({ kind: 'pressure', pressure: reading });
    expect(openStage().scheduler.pressure).toEqual({ kind: 'unwatched' });
  });
});
