/** What `commit` asks on a terminal before it changes several file systems. */
import { mkdir, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { rootTest } from '../fixtures/requirements.js';
import { buildRootfs } from '../fixtures/rootfs.js';
import { type Cli, openCli } from '../fixtures/run.js';
import { type TempDir, tempDir } from '../fixtures/temp.js';
import { runOnTerminal } from '../fixtures/terminal.js';

const ASKED = 'Commit to all of them? y or n:';

let dir: TempDir;
let cli: Cli;
let job: string;

beforeAll(async () => {
  dir = await tempDir({ parent: '/srv', isTraversable: true });
  cli = await openCli();
  const rootfs = await buildRootfs(dir.join('rootfs'));
  const script = 'mkdir /srv/ram; echo one > /srv/f; echo two > /srv/ram/f';
  const { stderr } = await cli.run(['run', '--lower', rootfs, '--', 'sh', '-c', script]);
  job = /j-\w+/.exec(stderr)?.[0] ?? stderr;
});
afterAll(async () => {
  await cli[Symbol.asyncDispose]();
  await dir[Symbol.asyncDispose]();
});

/** On a terminal, with a tmpfs in the target; what is shown, the status and what both file systems hold then last. */
async function commit(name: string, options: readonly string[], key: string | undefined): Promise<string[]> {
  const target = dir.join(name);
  await mkdir(`${target}/ram`, { recursive: true });
  const words = [...cli.command, 'commit', job, '--from', 'srv', '--to', target, ...options];
  await writeFile(
    dir.join(`${name}.sh`),
    `mount -t tmpfs tmpfs ${target}/ram; ${words.join(' ')}; echo "status $?"; cat ${target}/f ${target}/ram/f`,
  );
  const command = ['unshare', '-m', '--propagation', 'private', 'sh', dir.join(`${name}.sh`)];
  const terminal = runOnTerminal(command, { columns: 200, rows: 50, env: cli.env, cwd: cli.home });
  if (key !== undefined) {
    await terminal.until((lines) => lines.some((line) => line.startsWith(ASKED)));
    terminal.type(key);
  }
  await terminal.ended;
  return [...terminal.screen.lines];
}

describe('with a tmpfs below the target', () => {
  rootTest('the order is shown, then y commits to both', async () => {
    const lines = await commit('yes', [], 'y');
    expect(lines[0]).toMatch(
      /this commit changes 2 file systems, in this order: the target itself .*, ram \(tmpfs\)/,
    );
    expect(lines).toContain(`${ASKED} y`);
    expect(lines.slice(-3)).toEqual(['status 0', 'one', 'two']);
  });

  for (const [what, key] of [
    ['n', 'n'],
    ['any other key', ' '],
    ['Ctrl-C', '\x03'],
    ['the end of input', '\x04'],
  ] as const) {
    rootTest(`${what} commits nothing`, async () => {
      const lines = await commit(`no-${key.charCodeAt(0)}`, [], key);
      expect(lines).toContain('layover: nothing was committed');
      expect(lines.slice(-3)).toEqual([
        'status 125',
        expect.stringMatching(/^cat: .*No such file/),
        expect.stringMatching(/^cat: .*No such file/),
      ]);
    });
  }

  rootTest('--yes is not asked', async () => {
    const lines = await commit('said', ['--yes'], undefined);
    expect(lines.join('\n')).not.toContain(ASKED);
    expect(lines.slice(-3)).toEqual(['status 0', 'one', 'two']);
  });
});
