import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isFullRun } from '../fixtures/requirements.js';
import { buildRootfs } from '../fixtures/rootfs.js';
import { type TempDir, tempDir } from '../fixtures/temp.js';
import { openProject, type PipelineProject } from './pipeline-project.js';

let shared: TempDir;
beforeAll(async () => {
  shared = await tempDir({ isTraversable: true });
  await buildRootfs(shared.join('rootfs'));
});
afterAll(() => shared[Symbol.asyncDispose]());

const KILLS = isFullRun ? 100 : 6;
const ROUNDS = isFullRun ? 20 : 2;
/** Every round is three runs of a whole pipeline, on a machine that may be busy. */
const TIMEOUT_MS = isFullRun ? 7_200_000 : 900_000;
const NAMES = ['a', 'b', 'c', 'd'];

/** Each job says on the host that it ran, by a line that its log has; each adds what it saw to what it makes. */
const PIPELINE = `
jobs:
  a: { run: "sleep 0.02; cat seed > a", outputs: [a], inputs: [seed] }
  b: { run: "sleep 0.02; cat a seed > b", needs: [a], outputs: [b], inputs: [seed] }
  c: { run: "sleep 0.02; cat a a > c", needs: [a], outputs: [c], inputs: [seed] }
  d: { run: "sleep 0.02; cat b c > d", needs: [b, c], outputs: [d], inputs: [seed] }
commit: { from: [a, b, c, d], to: ./out }
`;

const expected = (seed: string): Record<string, string> => {
  const [a, b, c] = [seed, seed + seed, seed + seed];
  return { a, b, c, d: b + c };
};

async function committed(project: PipelineProject): Promise<Record<string, string>> {
  const files = NAMES.map(async (name) => [name, await readFile(`${project.project}/out/${name}`, 'utf8')]);
  return Object.fromEntries((await Promise.all(files)) as Array<[string, string]>);
}

/** Starts a run and kills it after a while; the names of the jobs that had ended well by then. */
async function killAfter(project: PipelineProject, ms: number): Promise<Set<string>> {
  const [file = '', ...args] = [...project.cli.command, 'pipeline', 'run', '--json'];
  const child = spawn(file, args, {
    cwd: project.project,
    env: project.cli.env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const closed = new Promise((resolve) => child.once('close', resolve));
  await sleep(ms);
  child.kill('SIGKILL');
  await closed;
  const lines = output.split('\n').slice(0, -1);
  const events = lines.map(
    (line) => JSON.parse(line) as { kind: string; job?: string; end?: { kind: string } },
  );
  const ended = events.filter(({ kind, end }) => kind === 'job-ended' && end?.kind === 'succeeded');
  return new Set(ended.map(({ job = '' }) => job));
}

test(
  `a runner that is killed at ${KILLS} random points loses nothing that was done, and leaves nothing half done`,
  async () => {
    await using project = await openProject(shared.join('rootfs'), PIPELINE);
    await project.write({ seed: '0\n' });
    await project.run();
    const { durationMs } = (await project.run(['--no-cache'])).events.at(-1) as { durationMs: number };
    for (let round = 1; round <= KILLS; round += 1) {
      const seed = `${round}\n`;
      await project.write({ seed });
      // The time before the run begins is node's own.
      const ms = 150 + Math.random() * (durationMs + 300);
      const done = await killAfter(project, ms);
      const { exitCode, ends, stderr } = await project.run();
      const context = `round ${round}, killed after ${Math.round(ms)} ms: ${stderr}`;
      expect(exitCode, context).toBe(0);
      for (const name of done) expect([name, ends[name]], context).toEqual([name, 'cached']);
      expect(await committed(project), context).toEqual(expected(seed));
      const again = (await project.run()).ends;
      expect(Object.values(again), context).toEqual(NAMES.map(() => 'cached'));
    }
    expect((await project.cli.run(['gc', '--keep-runs', '1'])).exitCode).toBe(0);
    expect((await project.cli.run(['layer', 'verify'])).exitCode).toBe(0);
    const left = await readdir(`${project.cli.state}/staging`);
    expect(left).toEqual([]);
  },
  TIMEOUT_MS,
);

test(
  'two runners on one store are both right, and never mix what they make',
  async () => {
    await using project = await openProject(
      shared.join('rootfs'),
      // What a job makes differs from run to run: what stands on it shows which one was seen.
      `
jobs:
  a: { run: "sleep 0.1; date +%N > a; cat a", inputs: [seed], outputs: [a] }
  b: { run: "cat a > b; date +%N >> b", needs: [a], inputs: [seed], outputs: [b] }
  c: { run: "test $(head -n 1 b) = $(cat a) && cat a b > c", needs: [a, b], inputs: [seed], outputs: [c] }
commit: { from: [a, b, c], to: ./out }
`,
    );
    for (let round = 0; round < ROUNDS; round += 1) {
      await project.write({ seed: `${round}` });
      const runs = await Promise.all([project.run(), project.run()]);
      expect(runs.map(({ exitCode, stderr }) => [exitCode, stderr])).toEqual([
        [0, ''],
        [0, ''],
      ]);
      for (const name of ['a', 'b', 'c']) {
        const ran = runs.filter(({ ends }) => ends[name] === 'ran').length;
        expect(ran, `${name} in round ${round}`).toBe(1);
      }
      const [a, b, c] = await Promise.all(
        ['a', 'b', 'c'].map((name) => readFile(`${project.project}/out/${name}`, 'utf8')),
      );
      expect(b?.startsWith(a ?? '?')).toBe(true);
      expect(c).toBe(`${a}${b}`);
    }
  },
  TIMEOUT_MS,
);
