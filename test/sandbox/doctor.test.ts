import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { readHierarchies } from '#src/jail/limits/hierarchies.js';
import { type Check, type DoctorReport, renderDoctor, runDoctor } from '#src/sandbox/doctor/doctor.js';
import { isRoot, rootTest, skipUnless } from '../fixtures/requirements.js';
import { tempDir } from '../fixtures/temp.js';

const NOBODY = { uid: 65_534, gid: 65_534 };
const DOCTOR = fileURLToPath(import.meta.resolve('#src/sandbox/doctor/doctor.js'));

const canNobodyRead =
  isRoot && (await execa('setpriv', [...asNobody(), 'test', '-r', DOCTOR], { reject: false })).exitCode === 0;

function asNobody(): string[] {
  return ['--reuid', String(NOBODY.uid), '--regid', String(NOBODY.gid), '--clear-groups'];
}

function getCheck(report: DoctorReport, name: string): Check {
  const check = report.checks.find((one) => one.name === name);
  if (check === undefined)
    throw new Error(`No check ${name} in ${report.checks.map((one) => one.name).join(', ')}`);
  return check;
}

async function runAsNobody(home: string): Promise<DoctorReport> {
  const script = `import { runDoctor } from ${JSON.stringify(DOCTOR)};
    console.log(JSON.stringify(await runDoctor({ home: ${JSON.stringify(home)} })));`;
  const { stdout } = await execa(
    'setpriv',
    [...asNobody(), process.execPath, '--input-type=module', '-e', script],
    { cwd: '/' },
  );
  return JSON.parse(stdout);
}

/** What a doctor could leave behind: mounts, groups, processes. */
async function readTraces(): Promise<string[]> {
  const mounts = await readFile('/proc/self/mountinfo', 'utf8');
  const { stdout } = await execa('find', ['/sys/fs/cgroup', '-name', 'layover-doctor-*'], { reject: false });
  const settings = ['user/max_user_namespaces', 'kernel/core_pattern'].map((name) =>
    readFile(`/proc/sys/${name}`, 'utf8'),
  );
  return [mounts, stdout, ...(await Promise.all(settings))];
}

describe('doctor as root', () => {
  rootTest('finds that jobs can run where overlays work, in under 2 s', async () => {
    await using dir = await tempDir();
    const started = performance.now();
    const report = await runDoctor({ home: dir.join('state') });
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(report).toMatchObject({ mode: 'root', home: dir.join('state') });
    expect(report.canRun).not.toBe('no');
    expect(getCheck(report, 'overlay')).toMatchObject({ status: 'ok', group: 'view' });
    expect(getCheck(report, 'owners kept').status).toBe('ok');
    expect(getCheck(report, 'subordinate ids').status).toBe('not-tried');
  });

  rootTest('takes away the groups that a killed doctor left, and no others', async () => {
    const places = (await readHierarchies())
      .filter(({ version, controllers }) => version === 2 || /\b(memory|pids)\b/.test(controllers.join()))
      .flatMap(({ path }) => path ?? []);
    const made = places.flatMap((place) =>
      ['layover-doctor-left', `layover-other-${process.pid}`].map((name) => join(place, name)),
    );
    await using dir = await tempDir();
    try {
      for (const group of made) await mkdir(group);
      await runDoctor({ home: dir.join('state') });
      const left = made.filter((group) => existsSync(group));
      expect(left).toEqual(made.filter((group) => group.includes('layover-other-')));
      expect(left.length).toBeGreaterThan(0);
    } finally {
      for (const group of made) await rmdir(group).catch(() => undefined);
    }
  });

  rootTest('leaves no file, mount or group behind, and does not make the state directory', async () => {
    await using dir = await tempDir();
    const before = await readTraces();
    await runDoctor({ home: dir.join('deep/state') });
    expect(await readdir(dir.path)).toEqual([]);
    expect(await readTraces()).toEqual(before);
  });

  rootTest('runs twice at once', async () => {
    await using dir = await tempDir();
    const reports = await Promise.all([runDoctor({ home: dir.path }), runDoctor({ home: dir.path })]);
    expect(reports.map(({ canRun }) => canRun)).not.toContain('no');
    expect(await readdir(dir.path)).toEqual([]);
  });

  rootTest('says no, with the remedy, where the state directory is open to others', async () => {
    await using dir = await tempDir();
    await chmod(dir.path, 0o755);
    const report = await runDoctor({ home: dir.path });
    expect(report.canRun).toBe('no');
    expect(getCheck(report, 'directory')).toMatchObject({
      status: 'missing',
      remedy: `chmod 700 ${dir.path}`,
    });
  });

  rootTest('says no where the state directory cannot be made, and tries the rest all the same', async () => {
    const report = await runDoctor({ home: '/proc/layover' });
    expect(report.canRun).toBe('no');
    expect(getCheck(report, 'directory').detail).toBe('/proc/layover cannot be made in /proc');
    expect(getCheck(report, 'overlay').status).toBe('ok');
  });

  rootTest('finds that an overlay takes no upper on an overlay, and what remains', async () => {
    await using dir = await tempDir();
    for (const name of ['lower', 'upper', 'work', 'merged']) await mkdir(dir.join(name), { mode: 0o700 });
    const script = `mount -t overlay overlay -o lowerdir=lower,upperdir=upper,workdir=work merged && exec "$0" "$@"`;
    const code = `import { runDoctor } from ${JSON.stringify(DOCTOR)};
      console.log(JSON.stringify(await runDoctor({ home: ${JSON.stringify(dir.join('merged'))} })));`;
    const words = [
      '-m',
      '--propagation',
      'private',
      'sh',
      '-c',
      script,
      process.execPath,
      '--input-type=module',
      '-e',
      code,
    ];
    const { stdout } = await execa('unshare', words, { cwd: dir.path });
    const report: DoctorReport = JSON.parse(stdout);
    expect(getCheck(report, 'file system')).toMatchObject({
      status: 'limited',
      detail: expect.stringMatching(/^overlay/),
    });
    expect(getCheck(report, 'overlay')).toMatchObject({
      status: 'missing',
      remedy: expect.stringContaining('LAYOVER_HOME'),
    });
    const isFuseThere = getCheck(report, 'fuse-overlayfs').status === 'ok';
    expect(report.canRun).toBe(isFuseThere ? 'with limits' : 'no');
  });

  rootTest('names the sysctl where it forbids user namespaces', async () => {
    // In a user namespace of its own the limit is that namespace's alone.
    await using dir = await tempDir({ isTraversable: true });
    const script = `echo 0 > /proc/sys/user/max_user_namespaces && exec "$0" "$@"`;
    const code = `import { runDoctor } from ${JSON.stringify(DOCTOR)};
      console.log(JSON.stringify(await runDoctor({ home: ${JSON.stringify(dir.join('state'))} })));`;
    const words = ['-U', '-r', 'sh', '-c', script, process.execPath, '--input-type=module', '-e', code];
    const { stdout } = await execa('unshare', words, { cwd: '/' });
    const report: DoctorReport = JSON.parse(stdout);
    expect(report.canRun).toBe('no');
    const user = getCheck(report, 'user');
    expect(user).toMatchObject({
      status: 'missing',
      errno: 'ENOSPC',
      remedy: 'sysctl user.max_user_namespaces=15000',
    });
  });
});

describe('doctor without privilege', () => {
  const nobodyTest = skipUnless(canNobodyRead, 'needs root, setpriv, and the package readable by nobody');

  nobodyTest('starts a keeper of its own, and names the remedy for a single id', async () => {
    await using dir = await tempDir({ owner: NOBODY });
    const report = await runAsNobody(dir.path);
    expect(report.mode).toBe('rootless');
    expect(getCheck(report, 'keeper').status).toBe('ok');
    expect(getCheck(report, 'subordinate ids')).toMatchObject({
      status: 'limited',
      remedy: expect.stringMatching(/^(usermod --add-subuids .* nobody|apt-get install uidmap)$/),
    });
    expect(await readdir(dir.path)).toEqual([]);
  });
});

describe('the report for people', () => {
  const report: DoctorReport = {
    mode: 'rootless',
    canRun: 'with limits',
    verdict: 'Jobs can run here',
    kernel: '6.1',
    home: '/h',
    checks: [
      { name: 'user', group: 'namespaces', status: 'ok', detail: 'made one' },
      {
        name: 'overlay',
        group: 'view',
        status: 'missing',
        detail: 'EPERM',
        remedy: 'do this',
        affects: 'speed',
      },
      { name: 'fuse', group: 'view', status: 'missing', detail: 'none', remedy: 'do that' },
      { name: 'ids', group: 'user ids', status: 'not-tried', detail: 'no need' },
    ],
  };

  test('is aligned and grouped, has remedies below what is missing, and ends with the verdict', () => {
    expect(renderDoctor(report)).toEqual([
      'Linux 6.1, rootless, state in /h',
      '',
      'namespaces',
      '  ok  user     made one',
      'view',
      '  !!  overlay  EPERM',
      '               affects: speed',
      '               remedy:  do this',
      '  --  fuse     none',
      '               remedy:  do that',
      'user ids',
      '  --  ids      no need',
      '',
      'Jobs can run here',
    ]);
  });
});
