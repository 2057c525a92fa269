import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSession, type Session } from '../e2e/session.js';
import { rootTest } from '../fixtures/requirements.js';
import { tempDir } from '../fixtures/temp.js';

let session: Session;
beforeAll(async () => {
  session = await openSession();
});
afterAll(async () => await session[Symbol.asyncDispose]());

const outputOf = async (command: string | readonly string[], spec = {}) => {
  const { stdout, stderr } = await session.run(command, spec);
  return stdout + stderr;
};
const linesOf = async (command: string | readonly string[], spec = {}) =>
  (await outputOf(command, spec)).trimEnd().split('\n');

describe('a job', () => {
  test("has the environment that is listed, and nothing of its caller's", async () => {
    process.env['LAYOVER_TEST_SECRET'] = 'secret';
    process.env['LAYOVER_TEST_PASSED'] = 'passed';
    const lines = await linesOf(['env'], {
      env: { ADDED: 'a=b c', USER: undefined },
      passEnv: ['LAYOVER_TEST_PASSED', 'LAYOVER_TEST_UNSET'],
    });
    delete process.env['LAYOVER_TEST_SECRET'];
    delete process.env['LAYOVER_TEST_PASSED'];
    expect(lines.sort()).toEqual([
      'ADDED=a=b c',
      'HOME=/root',
      'LANG=C.UTF-8',
      'LAYOVER_TEST_PASSED=passed',
      'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    ]);
  });

  test('has three descriptors, which are pipes', async () => {
    expect(await linesOf(['probe', 'stdio'])).toEqual(
      ['0 pipe', '1 pipe', '2 pipe'].map((line) =>
        expect.stringMatching(line.replace('pipe', '(pipe|fifo)')),
      ),
    );
    expect((await linesOf(['probe', 'fds'])).map((line) => line.replace(/\[.*/, ''))).toEqual([
      '0 pipe:',
      '1 pipe:',
      '2 pipe:',
    ]);
  });

  rootTest('is whoever was asked for', async () => {
    expect(await outputOf('id -u; id -g; id -G')).toBe('0\n0\n0\n');
    expect(await outputOf('id -u; id -g; id -G; echo $HOME', { user: { uid: 1000, gid: 1001 } })).toBe(
      '1000\n1001\n1001\n/\n',
    );
    expect(await outputOf('id -un; touch /srv/x', { user: { uid: 65_534 } })).toBe(
      "nobody\ntouch: cannot touch '/srv/x': Permission denied\n",
    );
  });

  test('has its own host name, and cannot set another', async () => {
    expect(await outputOf('uname -n')).toBe('layover\n');
    expect(await outputOf('uname -n', { hostname: 'build-1' })).toBe('build-1\n');
    expect(hostname()).not.toBe('build-1');
  });

  test('has a network with nothing but its own loopback', async () => {
    expect((await outputOf("sed -n 's/:.*//p' /proc/net/dev")).trim()).toBe('lo');
    expect(await outputOf('sed 1d /proc/net/route')).toBe('');
    expect(await outputOf('bash -c "echo >/dev/tcp/127.0.0.1/9" 2>&1')).toContain('refused');
    expect((await session.run('true')).job.result.receipt.network).toBe('none');
  });

  test("sees its own processes only, and is none of the machine's", async () => {
    expect(await outputOf('ls /proc | grep -c "^[0-9]*$"')).toMatch(/^[2-4]\n$/);
    expect(await outputOf('cat /proc/1/cmdline | tr "\\0" " "; cat /proc/1/environ')).not.toContain('vitest');
  });

  test('cannot write to /proc/sys, /proc/sysrq-trigger or /sys', async () => {
    const script =
      'for f in /proc/sys/kernel/hostname /proc/sys/vm/drop_caches /proc/sysrq-trigger /sys/x /proc/sys/kernel/core_pattern; do (echo 0 >$f) 2>/dev/null && echo wrote $f; done; :';
    expect(await outputOf(script)).toBe('');
  });

  test('sees no mount and no path of the machine', async () => {
    const mounts = await linesOf(['cat', '/proc/self/mountinfo']);
    const points = mounts
      .map((line) => line.split(' ')[4])
      .filter((point) => !/^\/(proc|dev|sys|tmp|run)(\/|$)/.test(point ?? ''));
    expect(points).toEqual(['/']);
    expect(mounts.join('\n')).not.toContain(session.dir.path);
  });

  test('cannot mount, make namespaces or device nodes', async () => {
    const script =
      'for c in "mount -t tmpfs x /srv" "unshare -m true" "unshare -U true" "unshare -n true" "probe mknod-char /srv/null 1 3" "mount -o remount,bind,rw /proc/sys"; do $c 2>/dev/null && echo "$c"; done; :';
    expect(await outputOf(script)).toBe('');
  });

  test('has no new privileges, and few capabilities', async () => {
    const lines = await linesOf(['probe', 'caps']);
    expect(lines).toContainEqual(expect.stringMatching(/^NoNewPrivs:\s*1$/));
    const effective = BigInt(`0x${lines.find((line) => line.startsWith('CapEff'))?.split(/\s+/)[1] ?? ''}`);
    expect(effective & (1n << 21n)).toBe(0n); // CAP_SYS_ADMIN
    expect(effective & (1n << 27n)).toBe(0n); // CAP_MKNOD
    expect(
      (await linesOf(['probe', 'caps'], { user: { uid: 7 } })).find((line) => line.startsWith('CapEff')),
    ).toMatch(/0{16}$/);
  });

  test('runs beside another, each with a view of its own', async () => {
    const script = 'echo $ME >/srv/me; sleep 0.3; cat /srv/me; ls /srv';
    const [one, two] = await Promise.all(
      ['1', '2'].map(async (ME) => await session.run(script, { env: { ME } })),
    );
    expect([one?.stdout, two?.stdout]).toEqual(['1\nme\n', '2\nme\n']);
    expect(one?.job.id).not.toBe(two?.job.id);
  });
});

describe('what is mounted for a job', () => {
  test('is a bind that can only be read, by default', async () => {
    await using host = await tempDir({ isTraversable: true });
    await writeFile(host.join('file'), 'text');
    const binds = [
      { source: host.path, target: '/srv/bound' },
      { source: host.join('file'), target: '/etc/single' },
    ];
    const ran = await session.run(
      'cat /srv/bound/file /etc/single; (echo x >/srv/bound/file) 2>&1 | grep -c Read-only; rm -f /srv/bound/file',
      { binds },
    );
    expect(ran.stdout).toBe('texttext1\n');
    expect(ran.changes).toEqual([]);
    expect(await readFile(host.join('file'), 'utf8')).toBe('text');
  });

  rootTest(
    'is a bind that is written through where that is asked for, with the owners the job saw',
    async () => {
      await using host = await tempDir({ isTraversable: true });
      const ran = await session.run('echo x >/srv/bound/new; chown 1000:1000 /srv/bound/new', {
        binds: [{ source: host.path, target: '/srv/bound', access: 'rw' }],
      });
      expect(ran).toMatchObject({ stderr: '', changes: [] });
      expect(await readFile(host.join('new'), 'utf8')).toBe('x\n');
      const { stat } = await import('node:fs/promises');
      expect(await stat(host.join('new'))).toMatchObject({
        uid: process.getuid?.() === 0 ? 1000 : process.getuid?.(),
      });
    },
  );

  test('is scratch space that is in no diff', async () => {
    const ran = await session.run('echo x >/scratch/x; head -c 2000000 /dev/zero >/scratch/big', {
      tmpfs: [{ target: '/scratch', size: '1M' }],
    });
    expect(ran.changes).toEqual([]);
    expect(ran.stderr).toContain('No space left');
  });

  test('hides what it is to hide, file or directory', async () => {
    const ran = await session.run(
      'cat /etc/passwd; ls -A /usr/bin/.. /usr; ls -A /var; echo x >>/etc/passwd',
      { hide: ['/etc/passwd', '/var'] },
    );
    expect(ran.stdout).not.toContain('root:');
    expect(ran.changes).toEqual([]);
  });

  test('is never reached through a symlink', async () => {
    await using lower = await tempDir({ isTraversable: true });
    await symlink('/etc', lower.join('to-etc'));
    const lowers = [lower.path, session.rootfs];
    for (const spec of [
      { tmpfs: [{ target: '/to-etc' }] },
      { tmpfs: [{ target: '/to-etc/inner' }] },
      { binds: [{ source: lower.path, target: '/bin/inner' }] },
    ]) {
      await expect(session.run('true', { lowers, ...spec })).rejects.toMatchObject({
        code: 'LAYOVER_MOUNT_TARGET',
      });
    }
    expect(await session.layover.jobs()).toEqual([]);
  });

  // Only the keeper looks at what a bind holds: the way is found when the view is made, and only then.
  test('is reached through no symlink of a bind either, though it stays within the view', async () => {
    await using source = await tempDir({ isTraversable: true });
    await mkdir(source.join('real'));
    await symlink('../../usr', source.join('to-usr'));
    const binds = [{ source: source.path, target: '/srv/bound' }];
    const mount = async (target: string) =>
      await session.run('grep -c " /srv/bound/real " /proc/self/mountinfo; ls -d /srv/bound/to-usr/bin', {
        binds,
        tmpfs: [{ target }],
      });
    expect((await mount('/srv/bound/real')).stdout).toBe('1\n/srv/bound/to-usr/bin\n');
    await expect(mount('/srv/bound/to-usr/bin')).rejects.toThrow(/ELOOP/);
  });

  test('leaves no trace in the lowers or the diff, wherever it is mounted', async () => {
    await using host = await tempDir({ isTraversable: true });
    await mkdir(host.join('d'));
    const ran = await session.run('ls -d /not/there/yet', {
      binds: [{ source: host.path, target: '/not/there/yet' }],
    });
    expect(ran).toMatchObject({ stdout: '/not/there/yet\n', changes: [] });
    expect(await readdir(session.rootfs)).not.toContain('not');
  });

  test('is a project, whose changes are in the one diff', async () => {
    await using project = await tempDir({ isTraversable: true });
    await writeFile(project.join('input'), 'text');
    const ran = await session.run('pwd; cat input; echo x >output; rm input; echo y >/srv/y', {
      project: project.path,
    });
    expect(ran).toMatchObject({
      stdout: '/work\ntext',
      changes: ['added srv/y', 'deleted work/input', 'added work/output'],
    });
    expect(await readdir(project.path)).toEqual(['input']);
  });
});
