/** `layover pipeline run` on a real terminal, and what its screen shows. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, vi } from 'vitest';
import { openProject, type PipelineProject } from '../e2e/pipeline-project.js';
import { processesMarked } from '../fixtures/processes.js';
import { hasPrograms } from '../fixtures/programs.js';
import { skipUnless } from '../fixtures/requirements.js';
import { buildRootfs } from '../fixtures/rootfs.js';
import { type TempDir, tempDir } from '../fixtures/temp.js';
import { type OnTerminal, runOnTerminal } from '../fixtures/terminal.js';

const test = skipUnless(hasPrograms('script', 'stty', 'tty'), 'needs the programs script, stty and tty');

let shared: TempDir;
beforeAll(async () => {
  shared = await tempDir({ isTraversable: true });
  await buildRootfs(shared.join('rootfs'));
});
afterAll(() => shared[Symbol.asyncDispose]());

const WIDE = '0123456789'.repeat(12);
const JOBS = `
jobs:
  good: { run: "echo fine" }
  bad: { run: "echo last words; exit 3" }
  hold: { run: "echo first; echo second; sleep 1000" }
  later: { needs: [hold], run: "true" }
  end: { needs: [later], if: always, run: "echo bye" }
`;

function start(
  project: PipelineProject,
  columns: number,
  env: Readonly<Record<string, string>> = {},
): OnTerminal {
  const { cli, project: cwd } = project;
  const words = ['pipeline', 'run', '--jobs', '3', '--on-failure', 'continue'];
  return runOnTerminal([...cli.command, ...words], { columns, rows: 24, env: { ...cli.env, ...env }, cwd });
}

const open = async (jobs = JOBS): Promise<PipelineProject> => await openProject(shared.join('rootfs'), jobs);

describe('on a terminal a run', () => {
  test('shows what ended and what runs; Ctrl-C ends it well, jobs that always run included', async () => {
    await using project = await open();
    const terminal = start(project, 80);
    await terminal.until((lines) =>
      ['+ good', '! bad', '  | last words', '> hold', '  | second', 'layover: 2/5 done, 1 running'].every(
        (text) => lines.some((line) => line.startsWith(text)),
      ),
    );
    expect(terminal.screen.lines.find((line) => line.startsWith('layover:'))).toMatch(
      /^layover: 2\/5 done, 1 running, 2 waiting, 1 failed, \d+\.\d s$/,
    );
    terminal.type('\x03');
    expect(await terminal.ended).toBe(130);
    const { lines, isCursorShown, isAtStartOfNewLine, strange, hasColors } = terminal.screen;
    expect([isCursorShown, isAtStartOfNewLine, strange, hasColors]).toEqual([true, true, [], true]);
    for (const [mark, job] of [
      ['+', 'good'],
      ['!', 'bad'],
      ['-', 'hold'],
      ['-', 'later'],
      ['+', 'end'],
    ])
      expect(lines.filter((line) => line.startsWith(`${mark} ${job} `))).toHaveLength(1);
    expect(lines.filter((line) => line.startsWith('>') || line.includes('waiting'))).toEqual([]);
    expect(lines.join('\n')).toMatch(/layover: canceled in .*: 2 run, 1 failed, 2 canceled; run r-/);
  });

  test('is ended at once by the second Ctrl-C, and leaves nothing on the screen or running', async () => {
    const marker = `marker-${randomUUID()}`;
    await using project = await open(`
jobs:
  hold: { run: "sleep 1000 || : ${marker}" }
  end: { run: "sleep 1000 || : ${marker}", needs: [hold], if: always }
`);
    const terminal = start(project, 80);
    const shows = (text: string) => (lines: readonly string[]) => lines.some((line) => line.startsWith(text));
    await terminal.until(shows('> hold'));
    terminal.type('\x03');
    await terminal.until(shows('> end'));
    await terminal.until(shows('layover: interrupted, 1 running; again to kill'));
    expect(await processesMarked(marker)).not.toEqual([]);
    terminal.type('\x03');
    expect(await terminal.ended).toBe(130);
    await vi.waitUntil(async () => (await processesMarked(marker)).length === 0, { timeout: 60_000 });
    const { lines, isCursorShown, isAtStartOfNewLine } = terminal.screen;
    expect([isCursorShown, isAtStartOfNewLine]).toEqual([true, true]);
    expect(lines.filter((line) => /^[>|]|^layover: \d/.test(line))).toEqual([]);
  });

  test('follows the size of its terminal, and has no colors where NO_COLOR is set', async () => {
    await using project = await open(`
jobs:
  hold: { run: "echo ${WIDE}; sleep 1000" }
  other: { run: "true" }
`);
    const terminal = start(project, 80, { NO_COLOR: '1' });
    const shows = (text: string) => (lines: readonly string[]) =>
      lines.some((line) => line.trimEnd() === text);
    await terminal.until(shows(`  | ${WIDE.slice(0, 75)}`));
    await terminal.until((lines) => lines.some((line) => line.startsWith('+ other')));
    for (const columns of [40, 20, 60]) {
      await terminal.resize(columns);
      await terminal.until(shows(`  | ${WIDE.slice(0, columns - 5)}`));
    }
    terminal.type('\x03');
    expect(await terminal.ended).toBe(130);
    expect([terminal.screen.hasColors, terminal.screen.strange]).toEqual([false, []]);
    expect(terminal.screen.lines.filter((line) => line.startsWith('>'))).toEqual([]);
  });

  test('shows what jobs print as text only, whatever it is, on a narrow terminal too', async () => {
    await using project = await open(`
jobs:
  hostile:
    run: |
      printf '\\033[2J\\033]0;title\\007\\033[31mred\\033[0m\\n10%%\\r20%%\\r\\n\\tlast \\xff\\xfe 日本語日本語日本語日本語\\n'
      head -c 1000000 /dev/zero | tr '\\0' '\\033'
      exit 1
`);
    const terminal = start(project, 40);
    expect(await terminal.ended).toBe(1);
    const { screen } = terminal;
    expect([screen.strange, screen.isCursorShown, screen.isAtStartOfNewLine]).toEqual([[], true, true]);
    expect(screen.lines.length).toBeLessThan(2_000);
    const { stdout } = await project.cli.run(['logs', 'last/hostile']);
    expect(Buffer.byteLength(stdout)).toBeGreaterThan(1_000_000);
  });
});
