import { mkdir, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hostPath } from '#src/base/bytes-path.js';
import { takeRange } from '#src/jail/id-map.js';
import { Keeper, type LaunchEnd } from '#src/jail/keeper.js';
import { getArchitecture } from '#src/jail/seccomp/architecture.js';
import { encodeProgram, instruction } from '#src/jail/seccomp/bpf.js';
import { buildFilter, type SeccompFilter } from '#src/jail/seccomp/filter.js';
import { planDefault } from '#src/jail/seccomp/policy.js';
import { O_RDWR } from '#src/native/constants.js';
import { syscalls } from '#src/native/syscalls.js';
import { kernelDriver } from '#src/overlay/kernel.js';
import { makePlaces } from '#src/sandbox/view/places.js';
import { planView } from '#src/sandbox/view/view.js';
import { openSession, type Session } from '../e2e/session.js';
import { rootTest } from '../fixtures/requirements.js';

let session: Session;
beforeAll(async () => {
  session = await openSession();
});
afterAll(async () => await session[Symbol.asyncDispose]());

const FILTER = buildFilter(planDefault(getArchitecture()), { fitsInit: true });
const ALLOW_ALL = encodeProgram([instruction(0x06, 0x7fff0000)]);

/** Runs `false` in a job as any other, but for its filter. */
async function launch(
  name: string,
  filter: Pick<SeccompFilter, 'program' | 'checks' | 'fitsInit'>,
): Promise<LaunchEnd> {
  const [jobPath, attach, locks] = ['job', 'attach', 'locks'].map((kind) =>
    session.dir.join(`${kind}-${name}`),
  ) as [string, string, string];
  for (const path of [jobPath, attach, locks, `${jobPath}/upper`, `${jobPath}/work`]) await mkdir(path);
  const ids = takeRange(locks);
  const view = planView({ lowers: [hostPath(session.rootfs)], mounts: [], links: [], mapsOwners: true });
  const context = { mode: 'root', idMap: ids.idMap } as const;
  const trees = () => Promise.reject(new Error('the kernel driver needs none'));
  const { mounts } = await makePlaces({ places: view.places, jobPath, driver: kernelDriver, context, trees });
  await using keeper = await Keeper.start();
  const nothing = syscalls.open('/dev/null', O_RDWR);
  const spec = {
    args: ['/usr/bin/false'],
    env: [],
    cwd: '/',
    idMap: ids.idMap,
    layerId: ids.layerId,
    user: { uid: 0, gid: 0 },
    attachPoint: hostPath(attach),
    mounts: [...mounts, ...view.mounts],
    network: 'none',
    hasTerminal: false,
    mapsLayers: true,
    layersBy: 'descriptor',
    filter,
    usesLandlock: true,
  } as const;
  try {
    return await keeper.launch(spec, { stdin: nothing, stdout: nothing, stderr: nothing, locks: [nothing] })
      .ended;
  } finally {
    syscalls.close(nothing);
    ids.release();
  }
}

describe('the keeper', () => {
  rootTest('starts the command behind a filter that refuses what it should', async () => {
    expect(await launch('right', FILTER)).toMatchObject({
      kind: 'ended',
      end: { isSignaled: false, status: 1 },
    });
  });

  rootTest('starts nothing behind a filter that lets everything through', async () => {
    expect(await launch('broken', { ...FILTER, program: ALLOW_ALL })).toEqual({
      kind: 'failed',
      step: 'filter-check',
      errno: 'EPROTO',
      detail: expect.stringMatching(/^call \d+: result -1, errno 22, not the filter's 1$/),
    });
  });

  rootTest('starts nothing behind a filter that lost its refusals and kept the rest', async () => {
    const program = Buffer.from(FILTER.program);
    for (let at = 0; at < program.length; at += 8)
      if (program.readUInt16LE(at) === 0x06 && program.readUInt32LE(at + 4) === 0x50001)
        program.writeUInt32LE(0x7fff0000, at + 4);
    expect(await launch('open', { ...FILTER, program })).toMatchObject({
      kind: 'failed',
      step: 'filter-check',
      errno: 'EPROTO',
    });
  });

  rootTest('starts nothing where the kernel refuses the program', async () => {
    const program = encodeProgram([instruction(0x15, 0, [200, 200])]);
    expect(await launch('refused', { ...FILTER, program })).toMatchObject({
      kind: 'failed',
      step: 'filter',
      errno: 'EINVAL',
    });
  });
});

describe('the choice of a filter', () => {
  const profile = (syscalls: unknown[], defaultAction = 'SCMP_ACT_ALLOW'): string =>
    JSON.stringify({ defaultAction, syscalls });
  const writeProfile = async (name: string, text: string): Promise<string> => {
    const path = session.dir.join(name);
    await writeFile(path, text);
    return path;
  };

  test('is the default, and stands in the receipt', async () => {
    const { job } = await session.run('true');
    const { digest, instructions } = FILTER;
    expect(job.result.receipt).toMatchObject({ seccomp: { digest, instructions } });
  });

  test('can be a profile, which then decides', async () => {
    const file = await writeProfile(
      'no-links.json',
      profile([{ names: ['symlink', 'symlinkat'], action: 'SCMP_ACT_ERRNO', errno: 'EMLINK' }]),
    );
    const { stderr, job } = await session.run('ln -s a /tmp/b', { seccomp: file });
    expect(stderr).toMatch(/Too many links/);
    expect(job.result.receipt.seccomp).not.toMatchObject({ digest: FILTER.digest });
    expect((await session.run('ln -s a /tmp/b')).stderr).toBe('');
  });

  test('can be a profile under which the command itself cannot start', async () => {
    const file = await writeProfile(
      'no-exec.json',
      profile([{ names: ['execve'], action: 'SCMP_ACT_ERRNO', errnoRet: 13 }]),
    );
    expect((await session.run('true', { seccomp: file })).job.outcome).toMatchObject({
      kind: 'not-started',
      errno: 'EACCES',
    });
  });

  test('can be none', async () => {
    const { job, stdout } = await session.run('grep Seccomp: /proc/self/status', { seccomp: 'off' });
    expect(job.result.receipt.seccomp).toBe('off');
    expect(stdout).toBe('Seccomp:\t0\n');
  });

  test('cannot be none where the definition requires one', async () => {
    const sandbox = await writeProfile('strict.yaml', 'require: [seccomp]\n');
    await expect(session.run('true', { sandbox, seccomp: 'off' })).rejects.toMatchObject({
      code: 'LAYOVER_USAGE',
      message: expect.stringMatching('requires seccomp'),
    });
    expect((await session.run('true', { sandbox })).job.outcome).toEqual({ kind: 'exited', exitCode: 0 });
  });

  test('is refused where the file is no profile, or is not there', async () => {
    const file = await writeProfile('broken.json', '{');
    await expect(session.run('true', { seccomp: file })).rejects.toMatchObject({
      code: 'LAYOVER_DEFINITION',
    });
    await expect(session.run('true', { seccomp: `${file}.missing` })).rejects.toMatchObject({
      code: 'LAYOVER_DEFINITION',
      message: expect.stringMatching('does not exist'),
    });
  });
});

describe('Landlock', () => {
  test('is in the receipt, and can be required', async () => {
    const { job } = await session.run('true');
    const abi = job.result.receipt.landlockAbi;
    const sandbox = session.dir.join('landlock.yaml');
    await writeFile(sandbox, 'require: [landlock]\n');
    if (abi > 0) expect((await session.run('true', { sandbox })).job.outcome.kind).toBe('exited');
    await expect(session.run('true', { sandbox, landlock: 'off' })).rejects.toMatchObject({
      code: 'LAYOVER_UNSUPPORTED',
    });
  });

  test('leaves files as they are: links, renames across directories and mounts, devices, truncation', async () => {
    const script = `set -e
      mkdir -p /srv/a/b /srv/c; echo x >/srv/a/b/f; mv /srv/a/b/f /srv/c/g; ln /srv/c/g /srv/a/h; mv /srv/a /srv/c/a
      mv /srv/c/g /tmp/g; truncate -s 0 /tmp/g; mkfifo /srv/p; ln -s p /srv/l; echo y >/dev/null; head -c1 /dev/zero >/srv/z
      mv /etc/passwd /srv/passwd; rm -r /srv/c; find /srv | sort`;
    const run = async (landlock: 'auto' | 'off') =>
      await session.run(script, { landlock, tmpfs: [{ target: '/tmp' }] });
    const [on, off] = [await run('auto'), await run('off')];
    expect(on.stderr).toBe('');
    expect([on.stdout, on.changes]).toEqual([off.stdout, off.changes]);
  });
});
