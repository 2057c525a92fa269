/** What a job is in: namespaces, mounts, devices, /proc, descriptors. Each with what the same look shows on the host. */
import { copyFile, readdir, readFile, readlink, stat, writeFile } from 'node:fs/promises';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planView } from '#src/sandbox/view/view.js';
import { openSession, type Session } from '../e2e/session.js';
import { isRoot, rootTest } from '../fixtures/requirements.js';
import { openCli } from '../fixtures/run.js';

let session: Session;
beforeAll(async () => {
  session = await openSession();
  const { rootfs } = session;
  await copyFile('/usr/bin/id', `${rootfs}/usr/bin/id-setuid`);
  await execa('chmod', ['4755', `${rootfs}/usr/bin/id-setuid`]);
  await copyFile('/usr/bin/cat', `${rootfs}/usr/bin/cat-caps`);
  if (!isRoot) return;
  await execa('setcap', ['cap_net_raw+ep', `${rootfs}/usr/bin/cat-caps`]);
  await execa('mknod', [`${rootfs}/srv/null`, 'c', '1', '3']);
  await execa('chmod', ['666', `${rootfs}/srv/null`]);
});
afterAll(async () => await session[Symbol.asyncDispose]());

const linesOf = async (command: string | readonly string[], spec = {}): Promise<string[]> => {
  const { stdout } = await session.run(command, spec);
  return stdout.trimEnd().split('\n');
};

describe('namespaces of a job', () => {
  for (const kind of ['user', 'mnt', 'pid', 'ipc', 'uts', 'cgroup', 'net']) {
    test(`${kind} is its own`, async () => {
      const [inside] = await linesOf(['readlink', `/proc/self/ns/${kind}`]);
      expect(inside).toMatch(new RegExp(`^${kind}:\\[\\d+\\]$`));
      expect(inside).not.toBe(await readlink(`/proc/self/ns/${kind}`));
    });
  }

  test('net is that of the host where that is asked for', async () => {
    expect(await linesOf(['readlink', '/proc/self/ns/net'], { network: 'host' })).toEqual([
      await readlink('/proc/self/ns/net'),
    ]);
  });

  test('allow no further ones of any kind', async () => {
    const inside = await linesOf('cd /proc/sys/user && grep . max_*_namespaces');
    expect(inside.length).toBeGreaterThanOrEqual(7);
    for (const line of inside) expect(line).toMatch(/^max_[a-z]+_namespaces:0$/);
    for (const kind of ['user', 'net'])
      expect(Number(await readFile(`/proc/sys/user/max_${kind}_namespaces`, 'utf8'))).toBeGreaterThan(0);
  });

  rootTest('keep System V memory of the host out of sight', async () => {
    const { stdout } = await execa('ipcmk', ['-M', '64']);
    const id = /\d+$/.exec(stdout)?.[0] ?? '';
    try {
      expect(await readFile('/proc/sysvipc/shm', 'utf8')).toMatch(new RegExp(`^\\s*-?\\d+\\s+${id}\\s`, 'm'));
      expect(await linesOf('sed 1d /proc/sysvipc/shm')).toEqual(['']);
    } finally {
      await execa('ipcrm', ['-m', id]);
    }
  });
});

/** Mount point and options, those of the mount itself. */
async function mountsOf(): Promise<Map<string, string[]>> {
  const lines = await linesOf(['cat', '/proc/self/mountinfo']);
  return new Map(
    lines.map((line) => line.split(' ')).map((words) => [words[4] ?? '', (words[5] ?? '').split(',')]),
  );
}

describe('the mounts of a job', () => {
  test('are these, none of them with setuid or devices where a job or a lower has a say', async () => {
    const mounts = await mountsOf();
    const devices = ['full', 'null', 'random', 'tty', 'urandom', 'zero'].map((name) => `/dev/${name}`);
    const points = [...mounts.keys()].filter((point) => !point.startsWith('/proc/'));
    expect(points.sort()).toEqual(
      ['/', '/dev', '/dev/pts', '/dev/shm', '/proc', '/run', '/sys', '/tmp', ...devices].sort(),
    );
    for (const [point, options] of mounts) {
      expect([point, options]).toEqual([point, expect.arrayContaining(['nosuid'])]);
      if (!point.startsWith('/dev/') || point === '/dev/shm') {
        const isMask = point.startsWith('/proc/');
        if (!isMask) expect([point, options]).toEqual([point, expect.arrayContaining(['nodev'])]);
      }
    }
    for (const point of ['/dev', '/sys', '/proc/sys']) expect(mounts.get(point)).toContain('ro');
    for (const point of ['/proc', '/dev', '/dev/null']) expect(mounts.get(point)).toContain('noexec');
    for (const point of ['/', '/tmp', '/dev/shm']) expect(mounts.get(point)).toContain('rw');
  });

  test('reach nothing above the root', async () => {
    const [inside, above] = await linesOf('stat -c %i / /.. | sort -u; ls /.. | sort | head -1');
    expect(above).toMatch(/^[a-z]+$/);
    expect(inside).toBe((await linesOf('stat -c %i /'))[0]);
    expect((await linesOf('ls -a /..')).sort()).toEqual((await linesOf('ls -a /')).sort());
  });

  rootTest('never show in a mount namespace of the host that shares its mounts', async () => {
    await using cli = await openCli();
    const words = [...cli.command, 'run', '--quiet', '--lower', session.rootfs, '--', 'sh', '-c'];
    // The job says when it is there, and stays until the mounts have been looked at; then the control mounts one.
    const script = `mount --make-rshared /; look() { cut -d" " -f3- /proc/self/mountinfo | sort; }
      before=$(look); mkfifo go; "$@" 'echo here; cat; :' <go >out & exec 3>go; until grep -q here out; do sleep 0.1; done
      [ "$(look)" = "$before" ] && echo same; exec 3>&-; wait; unshare -m --propagation unchanged mount -t tmpfs x .
      [ "$(look)" = "$before" ] || echo seen`;
    const { stdout } = await execa('unshare', ['-m', 'sh', '-c', script, 'sh', ...words], {
      cwd: cli.home,
      env: cli.env,
      extendEnv: false,
    });
    expect(stdout).toBe('same\nseen');
  });
});

describe('/proc of a job', () => {
  const HIDDEN = [
    'acpi',
    'bus',
    'driver',
    'fs',
    'interrupts',
    'irq',
    'kallsyms',
    'kcore',
    'key-users',
    'keys',
    'kmsg',
    'kpagecgroup',
    'kpagecount',
    'kpageflags',
    'sysrq-trigger',
    'timer_list',
  ];

  // Whether this kernel has it or not.
  const planned = planView({ lowers: [], mounts: [], links: [], mapsOwners: false }).mounts.flatMap(
    (mount) => (mount.kind === 'proc' ? mount.masks : []),
  );

  for (const name of HIDDEN) {
    test(`hides ${name}`, async () => {
      expect(planned).toContain(`hide:${name}`);
      const there = await stat(`/proc/${name}`).catch(() => undefined);
      const points = [...(await mountsOf()).keys()];
      expect(points.includes(`/proc/${name}`)).toBe(there !== undefined);
      const script = `if [ -d /proc/${name} ]; then ls -A /proc/${name}; else cat /proc/${name}; fi 2>/dev/null; (echo h >/proc/${name}) 2>/dev/null; :`;
      expect((await session.run(script)).stdout).toBe('');
    });
  }

  test('hides what the host shows', async () => {
    for (const name of ['interrupts', 'kallsyms'])
      expect((await readFile(`/proc/${name}`, 'utf8')).length).toBeGreaterThan(100);
    expect((await readdir('/proc/irq')).length).toBeGreaterThan(0);
  });

  test('has /proc/sys for reading only', async () => {
    expect((await session.run('(echo x >/proc/sys/kernel/hostname) 2>&1')).stdout).toMatch(
      /Read-only file system/,
    );
    expect(await linesOf('cat /proc/sys/kernel/ostype')).toEqual(['Linux']);
  });
});

test('/sys of a job is empty, and takes nothing', async () => {
  expect(await linesOf('ls -A /sys; (mkdir /sys/x) 2>&1')).toEqual([
    expect.stringMatching(/Read-only file system/),
  ]);
  expect((await readdir('/sys')).length).toBeGreaterThan(5);
});

describe('/dev of a job', () => {
  test('has these nodes and nothing else', async () => {
    const seen = await linesOf(
      'cd /dev; stat -c "%n %F %t:%T" * | sed "s/character special file/character/"',
    );
    expect(seen.sort()).toEqual([
      'fd symbolic link 0:0',
      'full character 1:7',
      'null character 1:3',
      'ptmx symbolic link 0:0',
      'pts directory 0:0',
      'random character 1:8',
      'shm directory 0:0',
      'stderr symbolic link 0:0',
      'stdin symbolic link 0:0',
      'stdout symbolic link 0:0',
      'tty character 5:0',
      'urandom character 1:9',
      'zero character 1:5',
    ]);
    expect((await readdir('/dev')).length).toBeGreaterThan(seen.length);
  });

  test('has terminals of its own', async () => {
    expect(await linesOf('ls /dev/pts')).toEqual(['ptmx']);
    const both = await execa('script', ['-qec', 'ls /dev/pts', '/dev/null'], { stdin: 'ignore' });
    expect(both.stdout).toMatch(/\d/);
  });

  test('can be given no new node', async () => {
    expect((await session.run('(echo >/dev/x) 2>&1; (mkdir /dev/y) 2>&1')).stdout).toMatch(
      /Read-only.*\n.*Read-only/,
    );
  });

  rootTest('is the only place with devices: one in a lower does not open', async () => {
    expect((await session.run('(echo x >/srv/null) 2>&1')).stdout).toMatch(/Permission denied/);
    await writeFile(`${session.rootfs}/srv/null`, 'x');
  });
});

describe('programs with rights of their own', () => {
  const user = { uid: 1_000, gid: 1_000 };

  rootTest('give a job none', async () => {
    expect(await linesOf('id-setuid -u; grep CapEff /proc/self/status', { user })).toEqual([
      '1000',
      'CapEff:\t0000000000000000',
    ]);
    expect(await linesOf(['cat-caps', '/proc/self/status'], { user })).toContain('CapEff:\t0000000000000000');
    const outside = await execa('setpriv', [
      '--reuid=1000',
      '--regid=1000',
      '--clear-groups',
      `${session.rootfs}/usr/bin/id-setuid`,
      '-u',
    ]);
    expect(outside.stdout).toBe('0');
    const caps = await execa('setpriv', [
      '--reuid=1000',
      '--regid=1000',
      '--clear-groups',
      `${session.rootfs}/usr/bin/cat-caps`,
      '/proc/self/status',
    ]);
    expect(caps.stdout).toContain('CapEff:\t0000000000002000');
  });
});

describe('the state directory', () => {
  test('is never bound, nor any place in it; a place beside it is', async () => {
    const bind = (source: string) => ({ binds: [{ source, target: '/srv/bound' }] });
    for (const source of [session.home, `${session.home}/layers`])
      await expect(session.run('true', bind(source))).rejects.toMatchObject({ code: 'LAYOVER_USAGE' });
    expect((await session.run('ls /srv/bound', bind(session.dir.path))).stdout).toContain('rootfs');
    expect((await session.run('ls -A /srv/bound/home', bind(session.dir.path))).stdout).toBe('');
  });

  test('is closed to others', async () => {
    expect((await stat(session.home)).mode & 0o777).toBe(0o700);
    expect((await stat(session.rootfs)).mode & 0o077).not.toBe(0);
  });
});
