/** `run --on-success ask`, on a real pseudo-terminal that script(1) makes. */
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { rootTest as test } from '../fixtures/requirements.js';
import { buildRootfs } from '../fixtures/rootfs.js';
import { type Cli, openCli } from '../fixtures/run.js';
import { type TempDir, tempDir } from '../fixtures/temp.js';

const MAKE = String.raw`mkdir -p /srv/app/sub; echo one > /srv/app/one; echo two > /srv/app/sub/two; printf 'x' > "/srv/app/$(printf 'e\033[2Jsc')"; echo host > /etc/hostname`;
const PROMPT = 'help ??';
const DEADLINE_MS = 60_000;

let dir: TempDir;
let cli: Cli;
let rootfs: string;

beforeAll(async () => {
  [dir, cli] = await Promise.all([tempDir(), openCli()]);
  rootfs = await buildRootfs(dir.join('rootfs'));
});
afterAll(async () => {
  await cli[Symbol.asyncDispose]();
  await dir[Symbol.asyncDispose]();
});

/** What to wait for, counted from the last answer, and what is then typed. */
type Turn = readonly [seen: string, typed: string];

interface Reviewed {
  readonly exitCode: number | undefined;
  readonly screen: string;
  readonly job: string;
}

async function review(
  options: readonly string[],
  turns: readonly Turn[],
  words = ['sh', '-c', MAKE],
): Promise<Reviewed> {
  const all = [...cli.command, 'run', '--lower', rootfs, '--on-success', 'ask', ...options, '--', ...words];
  const quoted = all.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
  const child = execa('script', ['-qec', quoted, '/dev/null'], {
    env: { ...cli.env, TERM: 'xterm', NO_COLOR: '1' },
    extendEnv: false,
    cwd: cli.home,
    reject: false,
    timeout: DEADLINE_MS,
  });
  let screen = '';
  let from = 0;
  const left = [...turns];
  child.stdout.on('data', (bytes: Buffer) => {
    screen += bytes.toString();
    const [turn] = left;
    if (turn === undefined || !screen.slice(from).includes(turn[0])) return;
    left.shift();
    from = screen.length;
    setTimeout(() => child.stdin.write(turn[1]), 50);
  });
  const { exitCode } = await child;
  expect(left, screen).toEqual([]);
  return { exitCode, screen: screen.replaceAll('\r', ''), job: /j-[0-9a-z]{14}/.exec(screen)?.[0] ?? '' };
}

const isKept = async (job: string): Promise<boolean> => (await cli.run(['diff', job])).exitCode === 0;

describe('a review', () => {
  test('shows the tree by folder, escaped, and the patch of a path; k keeps the job', async () => {
    const { exitCode, screen, job } = await review(
      [],
      [
        [PROMPT, 'p'],
        ['Patch of which path', 'srv/app/sub\r'],
        [PROMPT, 'z'],
        ['Ctrl-D', 'k'],
      ],
    );
    expect(exitCode).toBe(0);
    expect(screen).toMatch(/ {2}A app\/\n {6}(A "e\\033\[2Jsc"|A one)/);
    expect(screen).toContain('"e\\033[2Jsc"');
    expect(screen).not.toContain('\x1b[2J');
    expect(screen).toContain('+++ b/srv/app/sub/two\n@@ -0,0 +1 @@\n+two\n');
    expect(screen).not.toContain('+one');
    expect(screen).toContain(`layover: kept ${job}`);
    expect(await isKept(job)).toBe(true);
  });

  test('c asks for the place, and commits what the options chose; the rest keeps the job', async () => {
    const target = dir.join('all');
    await mkdir(target);
    const { exitCode, job } = await review(
      ['--from', '/srv', '--only', 'srv/**'],
      [
        [PROMPT, 'c'],
        ['Commit to which directory?', `${target}\r`],
      ],
    );
    expect(exitCode).toBe(0);
    expect(await readFile(`${target}/app/sub/two`, 'utf8')).toBe('two\n');
    expect(await isKept(job)).toBe(true); // /etc was not chosen
    expect(await readdir(target)).toEqual(['app']);
  });

  test('o picks: what was not chosen stays out of the commit, and in the job', async () => {
    const target = dir.join('picked');
    await mkdir(target);
    const { exitCode, screen, job } = await review(
      ['--to', target],
      [
        [PROMPT, 'o'],
        ['Only which globs', 'srv/app/sub etc/nothing\r'],
        [PROMPT, 'c'],
      ],
    );
    expect(exitCode).toBe(0);
    expect(screen).toMatch(/; 2 of \d chosen/);
    expect(existsSync(`${target}/srv/app/sub/two`)).toBe(true);
    expect(existsSync(`${target}/srv/app/one`)).toBe(false);
    expect(existsSync(`${target}/etc`)).toBe(false);
    expect(await isKept(job)).toBe(true);
  });

  test('a refused commit is said and asked again; a whole one discards the job', async () => {
    const target = dir.join('guarded');
    await mkdir(target);
    const script = 'mkdir -p /srv/.git/hooks; echo x > /srv/.git/hooks/post-checkout';
    const refused = await review(
      ['--to', target],
      [
        [PROMPT, 'c'],
        [PROMPT, 'k'],
      ],
      ['sh', '-c', script],
    );
    expect(refused.screen).toContain('post-checkout: git runs or obeys it');
    expect(await readdir(target)).toEqual([]);
    expect(await isKept(refused.job)).toBe(true);
    const taken = await review(['--to', target, '--allow-protected'], [[PROMPT, 'c']], ['sh', '-c', script]);
    expect(existsSync(`${target}/srv/.git/hooks/post-checkout`)).toBe(true);
    expect(await isKept(taken.job)).toBe(false);
  });

  test('d deletes the job, once that is confirmed', async () => {
    const { screen, job } = await review(
      [],
      [
        [PROMPT, 'd'],
        ['y or n:', 'n'],
        [PROMPT, 'd'],
        ['y or n:', 'y'],
      ],
    );
    expect(screen).toContain(`layover: discarded ${job}`);
    expect(await isKept(job)).toBe(false);
  });

  test('Ctrl-C keeps the job, and what was typed too early answers nothing', async () => {
    const { exitCode, job } = await review(
      [],
      [
        ['now', 'dy'],
        [PROMPT, '\x03'],
      ],
      ['sh', '-c', 'echo now; sleep 1; echo 1 > /srv/x'],
    );
    expect(exitCode).toBe(0);
    expect(await isKept(job)).toBe(true);
  });

  test('s is a shell over the changes; what it changes is reviewed and committed', async () => {
    const target = dir.join('shelled');
    await mkdir(target);
    const { screen } = await review(
      ['--from', '/srv', '--only', 'srv/**', '--to', target],
      [
        [PROMPT, 's'],
        ['# ', 'cat /srv/app/one && echo more > /srv/more\r'],
        ['# ', 'exit\r'],
        [PROMPT, 'c'],
      ],
    );
    expect(screen).toContain('A more');
    expect(await readFile(`${target}/more`, 'utf8')).toBe('more\n');
  });

  test('a command that fails, or changes nothing, is not asked about', async () => {
    const failed = await review([], [], ['sh', '-c', 'echo 1 > /srv/x; exit 3']);
    expect(failed.exitCode).toBe(3);
    expect(await isKept(failed.job)).toBe(true);
    expect((await review([], [], ['true'])).exitCode).toBe(0);
  });
});

test('without a terminal it is an error before anything runs', async () => {
  const { exitCode, stdout, stderr } = await cli.run([
    'run',
    '--lower',
    rootfs,
    '--on-success',
    'ask',
    'echo',
    'ran',
  ]);
  expect([exitCode, stdout]).toEqual([125, '']);
  expect(stderr).toContain('--on-success ask needs a terminal');
});
