/** `layover run -- COMMAND`: the machine as it is, mounts included, copy on write. */
import { chown, mkdir, readFile, writeFile } from 'node:fs/promises';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rootTest } from '../fixtures/requirements.js';
import { type Cli, type CliResult, openCli } from '../fixtures/run.js';
import { type TempDir, tempDir } from '../fixtures/temp.js';

interface Caller {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const ROOT: Caller = { name: 'root', uid: 0, gid: 0 };
const OTHER: Caller = { name: 'an ordinary user', uid: 54_321, gid: 54_322 };
const own: Caller = { name: 'the caller', uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
const CALLERS = process.getuid?.() === 0 ? [ROOT, OTHER] : [own];

describe.each(CALLERS)('as $name', (caller) => {
  let dir: TempDir;
  let cli: Cli;

  beforeAll(async () => {
    dir = await tempDir({ isTraversable: true, owner: caller });
    cli = await openCli(caller);
  });
  afterAll(async () => {
    await cli[Symbol.asyncDispose]();
    await dir[Symbol.asyncDispose]();
  });

  const run = (script: string, ...options: readonly string[]): Promise<CliResult> =>
    cli.run(['run', ...options, '--', 'sh', '-c', script], { cwd: dir.path });

  test("a job has the caller's ids, directory and home, and changes nothing here", async () => {
    const { stdout, stderr, exitCode } = await run(
      'id -u; id -g; pwd; echo x > made; cat made; echo "$HOME"',
    );
    expect(stderr).toMatch(/kept j-\w+: 1 added, 2 B/);
    expect(stdout).toBe(`${caller.uid}\n${caller.gid}\n${dir.path}\nx\n${cli.home}\n`);
    expect(exitCode).toBe(0);
    await expect(readFile(dir.join('made'))).rejects.toThrow(/ENOENT/);
  });

  test('the diff has paths of the machine, and a commit puts them there', async () => {
    await writeFile(dir.join('old'), '1');
    await chown(dir.join('old'), caller.uid, caller.gid);
    const { stderr } = await run(
      'echo 2 > old; mkdir d; echo x > d/f; echo y > /tmp/$LAYOVER_TEST',
      '--env',
      `LAYOVER_TEST=${caller.uid}-x`,
    );
    const id = /j-\w+/.exec(stderr)?.[0] ?? '';
    const { stdout } = await cli.run(['diff', id]);
    const at = dir.path.slice(1);
    expect(stdout.split('\n').filter(Boolean).sort()).toEqual(
      [`M ${at}/old`, `A ${at}/d`, `A ${at}/d/f`, `A tmp/${caller.uid}-x`].sort(),
    );
    const committed = await cli.run(['commit', id, '--except', 'tmp/*-x']); // to /, where it belongs
    expect(committed.stderr).toMatch(/committed/);
    expect(await readFile(dir.join('old'), 'utf8')).toBe('2\n');
    expect(await readFile(dir.join('d/f'), 'utf8')).toBe('x\n');
  });

  test('what another program changes later is none of the diff', async () => {
    for (const name of ['read', 'written']) {
      await writeFile(dir.join(name), 'before');
      await chown(dir.join(name), caller.uid, caller.gid);
    }
    // Opened for writing, so that it is in the upper, and left as it was.
    const { stderr } = await run('exec 3<> read; exec 3>&-; echo job > written; echo job > made');
    await writeFile(dir.join('read'), 'later');
    const { stdout } = await cli.run(['diff', /j-\w+/.exec(stderr)?.[0] ?? '']);
    const at = dir.path.slice(1);
    expect(stdout.split('\n').filter(Boolean).sort()).toEqual([`A ${at}/made`, `M ${at}/written`]);
  });

  test('the patch of a path that another program has changed since says so', async () => {
    for (const name of ['left', 'touched', 'rewritten', 'deleted']) {
      await writeFile(dir.join(name), 'before\n');
      await chown(dir.join(name), caller.uid, caller.gid);
    }
    const { stderr } = await run('for f in left touched rewritten made; do echo job > $f; done; rm deleted');
    const job = /j-\w+/.exec(stderr)?.[0] ?? '';
    await writeFile(dir.join('touched'), 'before\n');
    for (const name of ['rewritten', 'deleted', 'made']) await writeFile(dir.join(name), 'later\n');
    const { stdout } = await cli.run(['diff', job, '--patch']);
    const marked = [...stdout.matchAll(/^# changed by others too since the job ran; .*\/(\w+)$/gm)];
    expect(marked.map(([, name]) => name)).toEqual(['deleted', 'made', 'rewritten']);
    expect(stdout).toMatch(/left\n@@ -1 \+1 @@\n-before\n\+job\n/);
  });

  rootTest("a file of somebody else's that may be replaced, but not read, is", async () => {
    const secret = dir.join('secret');
    await writeFile(secret, 'theirs\n', { mode: 0o600 });
    const { stderr } = await run('rm -f secret; echo joined > secret'); // of the same length
    const job = /j-\w+/.exec(stderr)?.[0] ?? '';
    const { stdout } = await cli.run(['diff', job, '--patch']);
    expect(stdout).toMatch(caller.uid === 0 ? /-theirs\n\+joined/ : /Binary files .*secret differ/);
    const committed = await cli.run(['commit', job]);
    expect(committed.stderr).toMatch(/committed 1 change /);
    expect(await readFile(secret, 'utf8')).toBe('joined\n');
    const undone = await cli.run(['undo', /c-\w+/.exec(committed.stderr)?.[0] ?? '']);
    expect(undone.exitCode).toBe(0);
    expect(await readFile(secret, 'utf8')).toBe('theirs\n');
  });

  test('credentials and the state directory are hidden; the same path is there without them', async () => {
    await mkdir(`${cli.home}/.ssh`, { recursive: true });
    await writeFile(`${cli.home}/.ssh/id_test`, 'key');
    await writeFile(`${cli.home}/.netrc`, 'machine x');
    await writeFile(`${cli.home}/plain`, 'seen');
    if (process.getuid?.() === 0) await execa('chown', ['-R', `${caller.uid}:${caller.gid}`, cli.home]);
    const { stdout } = await run(
      'ls -A ~/.ssh; cat ~/.netrc ~/plain; wc -c < /etc/shadow; ls -A "$STATE"',
      '--env',
      `STATE=${cli.state}`,
    );
    expect(stdout).toBe('seen0\n');
  });

  test("there is no network but loopback, and processes are the job's own", async () => {
    const { stdout } = await run(
      'cat /proc/net/dev | tail -n +3 | cut -d: -f1 | tr -d " "; ls /proc | grep -c "^[0-9]"',
    );
    const [interfaces, processes] = stdout.trim().split('\n');
    expect(interfaces).toBe('lo');
    expect(Number(processes)).toBeLessThan(10);
  });

  test('git works in it', async () => {
    const script =
      'git init -q repo && cd repo && echo a > a && git add a && git -c user.email=a@b -c user.name=n commit -qm one && git worktree add -q ../tree && git -C ../tree log --oneline | wc -l';
    const { stdout, stderr } = await run(script);
    expect(stderr).not.toMatch(/fatal|error/);
    expect(stdout.trim()).toBe('1');
  });
});

describe('mounts below the root', () => {
  let dir: TempDir;
  let cli: Cli;

  beforeAll(async () => {
    dir = await tempDir({ isTraversable: true });
    cli = await openCli();
  });
  afterAll(async () => {
    await cli[Symbol.asyncDispose]();
    await dir[Symbol.asyncDispose]();
  });

  rootTest('are each part of the view, or said not to be', async () => {
    await mkdir(dir.join('m'));
    const words = cli.command.join(' ');
    const job =
      'for d in disk tmp; do echo new > $d/new; cat $d/old; done; cat ro/old ram/old file over/old; echo x > ro/new; echo x > ram/new; echo x > file; ls -A auto; true';
    const script = `set -e
cd ${dir.path}/m
mkdir disk tmp ro ram auto over lower work upper
truncate -s 20M disk.img; mkfs.ext4 -q disk.img; mount -o loop disk.img disk; echo disk > disk/old
mount -t tmpfs tmpfs tmp; echo tmp > tmp/old
mount -t tmpfs tmpfs ro; echo ro > ro/old; mount -o remount,ro ro
mount -t ramfs ramfs ram; echo ram > ram/old
echo under > file; echo bound > source; mount --bind source file
echo over > lower/old; mount -t overlay overlay -o lowerdir=lower,upperdir=upper,workdir=work over
${words} run --json ${dir.path}/result.json -- sh -c '${job}' 2>&1
ls disk tmp`;
    const { stdout } = await execa('unshare', ['-m', '--propagation', 'private', 'sh', '-c', script], {
      env: cli.env,
    });
    expect(stdout).toMatch(/^disk\ntmp\nro\nram\nbound\nover$/m);
    for (const name of ['ro/new', 'ram/new', 'file'])
      expect(stdout).toMatch(new RegExp(`cannot create ${name}: `));
    const result = JSON.parse(await readFile(dir.join('result.json'), 'utf8')) as {
      changes: object;
      receipt: { fallbacks: Array<{ wanted: string; used: string; reason: string }> };
    };
    expect(result.changes).toMatchObject({ added: 2, modified: 0 });
    expect(stdout).toMatch(/disk:\nlost\+found\nold\n\ntmp:\nold$/);
    const said = result.receipt.fallbacks.filter(({ wanted }) => wanted.includes(dir.path));
    expect(
      said.map(({ wanted, used, reason }) => `${wanted.split('/').at(-1)}: ${used}: ${reason}`).sort(),
    ).toEqual([
      'file: shown read-only: a single file is mounted there',
      'over: shown read-only: overlay cannot lie under an overlay',
      'ram: shown read-only: ramfs cannot lie under an overlay',
      'ro: shown read-only: it is read-only on this machine',
    ]);
  });
});
