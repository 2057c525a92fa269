/** Cases that a review of the whole found, each of which was wrong once. */
import { execFileSync } from 'node:child_process';
import { mkdir, rename, symlink, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hostPath } from '#src/base/bytes-path.js';
import { type Layover, openLayover } from '#src/sandbox/open.js';
import { rootTest } from '../fixtures/requirements.js';
import { buildRootfs } from '../fixtures/rootfs.js';
import { type TempDir, tempDir } from '../fixtures/temp.js';
import { tree } from '../fixtures/tree.js';

let dir: TempDir;
let rootfs: string;
let layover: Layover;

beforeAll(async () => {
  dir = await tempDir({ isTraversable: true });
  rootfs = await buildRootfs(dir.join('rootfs'));
  layover = await openLayover({ home: dir.join('home') });
});

afterAll(async () => {
  await layover.close();
  await dir[Symbol.asyncDispose]();
});

async function output(spec: Parameters<Layover['run']>[0], runner = layover): Promise<string> {
  const job = await runner.run(spec);
  const pieces: Buffer[] = [];
  for await (const piece of job.log('stdout')) pieces.push(piece as Buffer);
  await job.discard();
  return Buffer.concat(pieces).toString();
}

rootTest('a copy reports nothing deleted that an opaque directory of a lower hides', async () => {
  for (const name of ['above', 'below']) await mkdir(dir.join(name));
  await tree(dir.join('above'), { 'o/': { xattrs: { 'trusted.overlay.opaque': 'y' } } });
  await tree(dir.join('below'), { 'o/hidden': '3' });
  const lowers = [dir.join('above'), dir.join('below'), rootfs];
  const job = await layover.run({ lowers, driver: 'copy', command: ['true'] });
  expect(await job.readChanges()).toEqual([]);
  await job.discard();
});

test('the state directory is hidden from a project that holds it, by whatever path it is named', async () => {
  const real = dir.join('person');
  await mkdir(real);
  await symlink(real, dir.join('alias'));
  const own = await openLayover({ home: dir.join('alias/state') });
  const spec = { lowers: [rootfs], project: real, command: ['ls', '-A', '/work/state'] };
  expect(await output(spec, own)).toBe('');
  expect(await output({ ...spec, command: ['ls', '/work'] }, own)).toContain('state');
  await own.close();
});

test('the state directory is hidden below a bind, and cannot be bound itself', async () => {
  const bound = {
    lowers: [rootfs],
    command: ['ls', '-A', '/b/home'],
    binds: [{ source: dir.path, target: '/b' }],
  };
  expect(await output(bound)).toBe('');
  expect(await output({ ...bound, command: ['ls', '/b'] })).toContain('rootfs');
  const itself = { ...bound, binds: [{ source: dir.join('home/jobs'), target: '/b' }] };
  await expect(layover.run(itself)).rejects.toMatchObject({ code: 'LAYOVER_USAGE' });
});

test('a bind whose access is neither ro nor rw is refused', async () => {
  const binds = [{ source: dir.path, target: '/b', access: 'RW' as 'rw' }];
  const refused = layover.run({ lowers: [rootfs], command: ['true'], binds });
  await expect(refused).rejects.toMatchObject({ code: 'LAYOVER_USAGE' });
});

test('a job cannot be discarded while its changes are being read', async () => {
  const script = 'mkdir /m; i=0; while [ $i -lt 3000 ]; do : >/m/$i; i=$((i+1)); done';
  const job = await layover.run({ lowers: [rootfs], command: ['sh', '-c', script] });
  const committed = job.commit({ to: dir.join('out') });
  await expect(job.discard()).rejects.toMatchObject({ code: 'LAYOVER_JOB_BUSY' });
  expect((await committed).applied).toBe(3001);
  await job.discard();
  await expect(job.readChanges()).rejects.toMatchObject({ code: 'LAYOVER_JOB_UNKNOWN' });
});

test('a lower that is gone when the changes are read is named', async () => {
  await mkdir(dir.join('passing'));
  await writeFile(dir.join('passing/x'), '1');
  const job = await layover.run({ lowers: [dir.join('passing'), rootfs], command: ['rm', '/x'] });
  await rename(dir.join('passing'), dir.join('passed'));
  const failed = { code: 'LAYOVER_LOWER_MISSING', message: expect.stringContaining('passing') };
  await expect(job.readChanges()).rejects.toMatchObject(failed);
  await job.discard();
});

rootTest('a full disk ends the log with a notice, and neither the job nor the program', async () => {
  const small = dir.join('small');
  const script = `mount -t tmpfs -o size=3m,mode=700 none ${small} && exec "$@"`;
  await mkdir(small);
  const program = `
    const { openLayover } = await import(${JSON.stringify(new URL('../../dist/index.js', import.meta.url).href)});
    const layover = await openLayover({ home: ${JSON.stringify(small)} });
    const notices = [];
    const command = ['sh', '-c', 'seq 1 900000'];
    const job = await layover.run({ lowers: [${JSON.stringify(rootfs)}], command, onNotice: (one) => notices.push(one) });
    console.log(JSON.stringify({ outcome: job.outcome, notices }));
    await layover.close();`;
  const words = ['-m', 'sh', '-c', script, 'sh', process.execPath, '--input-type=module', '-e', program];
  const { outcome, notices } = JSON.parse(execFileSync('unshare', words).toString());
  expect(outcome).toEqual({ kind: 'exited', exitCode: 0 });
  expect(notices).toEqual([expect.stringContaining('the log of stdout ends early: ENOSPC')]);
});

test('an absolute path is taken without a working directory', () => {
  expect(hostPath('/a//b/./c/', '/nowhere')).toBe('/a/b/c');
  expect(hostPath('/')).toBe('/');
});

const WRONG_SPECS: ReadonlyArray<readonly [spec: Record<string, unknown>, message: RegExp]> = [
  [{ comand: ['true'] }, /^spec has no "comand" \(did you mean command\?\)$/],
  [{ command: 'true' }, /^spec\.command must be a list of paths, got "true"$/],
  [{ command: ['echo', 5] }, /^spec\.command\[1\] must be a path, text or bytes, got 5$/],
  [{ network: 'bridge' }, /^spec\.network must be none or host, got "bridge"$/],
  [{ layersBy: 'handle' }, /^spec\.layersBy must be descriptor or name, got "handle"$/],
  [{ landlock: true }, /^spec\.landlock must be auto or off, got true$/],
  [{ driver: 'vfs' }, /^spec\.driver must be auto or kernel or fuse or copy, got "vfs"$/],
  [{ limits: { memry: 1 } }, /^spec\.limits has no "memry" \(did you mean memory\?\)$/],
  [{ limits: { pids: '7' } }, /^spec\.limits\.pids must be a number, got "7"$/],
  [{ env: { A: 1 } }, /^spec\.env\.A must be text, got 1$/],
  [
    { binds: [{ source: '/usr', acces: 'rw' }] },
    /^spec\.binds\[0\] has no "acces" \(did you mean access\?\)$/,
  ],
  [{ stdin: 5 }, /^spec\.stdin must be text, bytes or a readable stream, got 5$/],
  [{ signal: 'SIGTERM' }, /^spec\.signal must be an AbortSignal, got "SIGTERM"$/],
  [{ command: undefined }, /^There is no command to run$/],
];

test.each(WRONG_SPECS)('a spec with %j is refused by name', async (wrong, message) => {
  const spec = { command: ['true'], lowers: [rootfs], ...wrong };
  await expect(layover.run(spec as { command: string[] })).rejects.toMatchObject({
    code: 'LAYOVER_USAGE',
    message: expect.stringMatching(message) as string,
  });
});
