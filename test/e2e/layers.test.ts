import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLayover } from '#src/sandbox/open.js';
import { rootTest } from '../fixtures/requirements.js';
import { buildRootfs } from '../fixtures/rootfs.js';
import { type TempDir, tempDir } from '../fixtures/temp.js';
import { type JobRequest, MODES, openRunner } from './runner.js';
import { openSession } from './session.js';

let shared: TempDir;
beforeAll(async () => {
  shared = await tempDir({ isTraversable: true });
  await buildRootfs(shared.join('rootfs'));
});
afterAll(() => shared[Symbol.asyncDispose]());

const sh = (script: string): JobRequest['spec'] => ({ command: ['sh', '-c', script] });

for (const mode of MODES) {
  test(`a committed job is a lower for the next one, chain upon chain (${mode})`, async () => {
    await using runner = await openRunner(mode);
    const rootfs = runner.dir.join('rootfs');
    await runner.exec(['cp', '-a', '--no-preserve=ownership', shared.join('rootfs'), rootfs]);
    const [first, second, third, ls, verified] = await runner.run(
      {
        spec: sh(
          'mkdir /data && echo one > /data/a && ln /data/a /data/b && rm /usr/bin/du && rm -r /etc && mkdir /etc && echo x > /etc/new && chmod 1777 /data',
        ),
        lowers: [rootfs],
        layer: 'base',
      },
      {
        spec: sh(
          'cat /data/b; test -e /usr/bin/du || echo gone; ls /etc; rm /data/a; mv /data /moved; echo two >> /moved/b',
        ),
        lowers: [],
        layers: ['base'],
        layer: 'top:v1',
      },
      {
        spec: sh('cat /moved/b; ls -a /moved; test -e /data || echo gone; stat -c %a-%u-%h /moved /moved/b'),
        lowers: [],
        layers: ['top:v1'],
      },
      { spec: { command: [] }, lowers: [], store: ['inspect', 'top:v1'] },
      { spec: { command: [] }, lowers: [], store: ['list'] },
    );
    expect(first?.failure).toBeUndefined();
    expect(first?.layerReport).toMatchObject({
      isNew: true,
      applied: first?.changes.length,
      skipped: [],
      stripped: [],
      privileged: [],
    });
    expect(second?.stderr).toBe('');
    expect(second?.stdout).toBe('one\ngone\nnew\n');
    expect(third?.stdout.split('\n').slice(0, 6)).toEqual(['one', 'two', '.', '..', 'b', 'gone']);
    expect(third?.stdout).toContain('1777-0-');
    expect(third?.changes).toEqual([]);
    expect((ls?.value as { chain: unknown[] }).chain).toHaveLength(3);
    const records = verified?.value as Array<{ id: string; marks: string }>;
    expect(records.map(({ marks }) => marks)).toEqual(Array(2).fill(mode === 'root' ? 'trusted' : 'user'));
    const checks = await runner.run(
      ...records.map(({ id }) => ({ spec: { command: [] }, lowers: [], store: ['verify', id] })),
    );
    expect(checks.map(({ value }) => value)).toEqual([[], []]);
    const [, , gc] = await runner.run(
      { spec: { command: [] }, lowers: [], store: ['removeName', 'base'] },
      { spec: { command: [] }, lowers: [], store: ['removeName', 'top:v1'] },
      { spec: { command: [] }, lowers: [], store: ['collect'] },
    );
    expect((gc?.value as { layers: unknown[] }).layers).toHaveLength(2);
    for (const folder of ['layers/sha256', 'refs', 'staging', 'trash']) {
      expect((await runner.exec(['ls', '-A', `${runner.home}/${folder}`])).stdout, folder).toBe('');
    }
  });
}

test('garbage collection leaves what a running job and what a kept job stand on', async () => {
  await using session = await openSession();
  const { layover, rootfs } = session;
  const made = await layover.run({ command: ['sh', '-c', 'echo x > /made'], lowers: [rootfs] });
  const { layer } = await made.commitLayer({ name: 'base' });
  await made.discard();
  await using other = await openLayover({ home: session.home });
  let collected: unknown;
  const job = await layover.run({
    command: ['sh', '-c', 'sleep 1; cat /made'],
    lowers: ['base'],
    onStart: () => {
      other.layers.removeName('base');
      collected = other.layers.collect();
    },
  });
  expect(await collected).toMatchObject({ layers: [] });
  expect(job.outcome).toEqual({ kind: 'exited', exitCode: 0 });
  expect(await other.layers.collect()).toMatchObject({ layers: [] });
  expect(await job.readChanges()).toEqual([]);
  await job.discard();
  expect(await other.layers.collect()).toMatchObject({ layers: [{ id: layer.slice('sha256:'.length) }] });
  expect(await readdir(`${session.home}/layers/sha256`)).toEqual([]);
  await expect(layover.run({ command: ['true'], lowers: [layer] })).rejects.toMatchObject({
    code: 'LAYOVER_LAYER_UNKNOWN',
  });
});

rootTest('a layer made on a whole copy is one like any other, and can be read through one', async () => {
  await using session = await openSession();
  const { layover, rootfs } = session;
  const command = [
    'sh',
    '-c',
    'rm -r /etc; mkdir /etc; echo x > /etc/a; ln /etc/a /b; touch -d @5 /etc/a; chown 7:8 /b',
  ];
  const seen = [];
  for (const driver of ['kernel', 'copy'] as const) {
    const job = await layover.run({ command, lowers: [rootfs], driver });
    const { layer } = await job.commitLayer({ name: driver });
    await job.discard();
    await layover.emptyTrash(); // the upper's names of the layer's inodes count for as long as they are there
    expect(await layover.layers.verify(layer.slice('sha256:'.length))).toEqual([]);
    for (const reader of ['kernel', 'copy'] as const) {
      const { stdout, job: check } = await session.run('ls /etc; cat /b; stat -c "%h %u:%g %a %Y" /etc/a', {
        lowers: [driver],
        driver: reader,
      });
      expect(check.outcome, `${driver} read by ${reader}`).toEqual({ kind: 'exited', exitCode: 0 });
      seen.push(stdout);
    }
  }
  expect(new Set(seen)).toEqual(new Set(['a\nx\n2 7:8 644 5\n']));
});

test('the changes of one place make a layer; with more than one the place has to be chosen', async () => {
  await using session = await openSession();
  const { layover, rootfs, dir } = session;
  const project = await buildProject(dir.join('project'));
  const job = await layover.run({
    command: ['sh', '-c', 'echo x > /work/new; echo y > /etc/here'],
    lowers: [rootfs],
    project,
  });
  await expect(job.commitLayer({ name: 'both' })).rejects.toMatchObject({
    code: 'LAYOVER_USAGE',
    message: expect.stringContaining('work/new'),
  });
  await expect(job.commitLayer({ name: 'none', from: '/etc' })).rejects.toMatchObject({
    code: 'LAYOVER_USAGE',
    hint: expect.stringContaining('/work'),
  });
  expect((await job.commitLayer({ name: 'root', from: '/' })).applied).toBe(1);
  expect((await job.commitLayer({ name: 'work', from: '/work' })).applied).toBe(1);
  const { chain } = layover.layers.inspect('work');
  expect(chain[1]).toEqual({ directory: { path: project } });
  expect((await session.run('cat /new /old', { lowers: ['work', rootfs] })).stdout).toBe('x\nold\n');
  expect((await session.run('cat /etc/here', { lowers: ['root'] })).stdout).toBe('y\n');
});

async function buildProject(path: string): Promise<string> {
  const { mkdir, writeFile } = await import('node:fs/promises');
  await mkdir(path);
  await writeFile(`${path}/old`, 'old\n');
  return path;
}

test('a name that is a path here as well is refused, and a path is never taken for a name', async () => {
  await using session = await openSession();
  const { layover, rootfs, dir } = session;
  const job = await layover.run({ command: ['sh', '-c', 'echo x > /made'], lowers: [rootfs] });
  await job.commitLayer({ name: 'src' }); // there is a directory of that name where the tests run
  const wanted = { code: 'LAYOVER_USAGE', message: expect.stringContaining('src') };
  await expect(layover.run({ command: ['true'], lowers: ['src'] })).rejects.toMatchObject(wanted);
  await expect(layover.run({ command: ['true'], lowers: [dir.join('absent')] })).rejects.toMatchObject({
    code: 'LAYOVER_LOWER_MISSING',
  });
  await expect(layover.run({ command: ['true'], lowers: ['absent'] })).rejects.toMatchObject({
    code: 'LAYOVER_LOWER_MISSING',
  });
});
