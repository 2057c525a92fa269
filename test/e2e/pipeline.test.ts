import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildRootfs } from '../fixtures/rootfs.js';
import { type TempDir, tempDir } from '../fixtures/temp.js';
import { openProject, type PipelineProject } from './pipeline-project.js';

let shared: TempDir;
beforeAll(async () => {
  shared = await tempDir({ isTraversable: true });
  await buildRootfs(shared.join('rootfs'));
});
afterAll(() => shared[Symbol.asyncDispose]());

const open = async (pipeline: string): Promise<PipelineProject> =>
  await openProject(shared.join('rootfs'), pipeline);

describe('a pipeline', () => {
  test('runs jobs over what they need, commits, and runs nothing twice', async () => {
    await using project = await open(`
jobs:
  compile: { run: "mkdir bin && tr a-z A-Z < src/a > bin/a", inputs: [src], outputs: [bin] }
  check: { run: "cat bin/a > report", needs: [compile], outputs: [report] }
  other: { run: "test ! -e bin && test ! -e report" }
commit: [{ from: compile, to: . }, { from: check, to: ./out }]
`);
    await project.write({ 'src/a': 'text\n' });
    const first = await project.run();
    expect(first.stderr).toBe('');
    expect([first.exitCode, first.ends]).toEqual([0, { compile: 'ran', check: 'ran', other: 'ran' }]);
    expect(await readFile(`${project.project}/bin/a`, 'utf8')).toBe('TEXT\n');
    expect(await readFile(`${project.project}/out/report`, 'utf8')).toBe('TEXT\n');
    // What was committed is no input of jobs that declare none: it is what a job made.
    const second = await project.run();
    expect(second.ends).toEqual({ compile: 'cached', check: 'cached', other: 'cached' });

    await project.write({ 'src/a': 'more\n' });
    const third = await project.run(['--explain']);
    expect(third.ends).toEqual({ compile: 'ran', check: 'ran', other: 'ran' });
    expect(third.events).toContainEqual(
      expect.objectContaining({ kind: 'job-explained', job: 'compile', reasons: ['inputs changed: src/a'] }),
    );
    expect(third.events).toContainEqual(
      expect.objectContaining({
        job: 'check',
        reasons: expect.arrayContaining(['what compile made changed: bin/a']),
      }),
    );
    await project.write({ 'src/a': 'text\n' });
    expect((await project.run()).ends).toEqual({ compile: 'cached', check: 'cached', other: 'cached' });
    expect(await readFile(`${project.project}/bin/a`, 'utf8')).toBe('TEXT\n');
  });

  test('names what changed since a job last ran', async () => {
    await using dir = await tempDir({ isTraversable: true });
    const rootfs = await buildRootfs(dir.join('rootfs'));
    await using project = await openProject(
      rootfs,
      'jobs:\n  a: { run: "true", env: { pass: [FLAG, OLD] } }\n',
    );
    await project.write({ gone: '' });
    const reasons = async (env: Record<string, string>): Promise<readonly string[]> => {
      const { events } = await project.run(['--explain'], { env });
      return events.flatMap((event) => (event.kind === 'job-explained' ? event.reasons : []));
    };
    expect(await reasons({ FLAG: '1', OLD: '1' })).toEqual(['it has not been run here before']);
    await rm(`${project.project}/gone`);
    await project.write({ 'd/new': '' });
    await writeFile(`${rootfs}/etc/added`, '');
    const sandbox = await readFile(project.dir.join('sandbox.yaml'), 'utf8');
    await writeFile(project.dir.join('sandbox.yaml'), `${sandbox}hide: [/etc/motd]\n`);
    expect(await reasons({ FLAG: '2' })).toEqual([
      'the environment variable FLAG changed',
      'the environment variable OLD is gone',
      'inputs changed: d/new, gone',
      `what the sandbox shows of ${rootfs} changed`,
      'hide in the sandbox definition is new',
    ]);
    expect(await reasons({ FLAG: '2' })).toEqual([]);
  });

  test('holds its jobs to the rules of their sandbox', async () => {
    await using project = await open(`
jobs:
  good: { run: "mkdir bin && echo x > bin/a && echo k > /keep/k", caches: { kept: /keep } }
  bad: { run: "mkdir bin && echo x > bin/a && echo y > stray" }
`);
    const sandbox = await readFile(project.dir.join('sandbox.yaml'), 'utf8');
    await writeFile(project.dir.join('sandbox.yaml'), `${sandbox}allow: ["bin/**"]\n`);
    const { ends, messages, stderr } = await project.run();
    expect(ends, stderr).toMatchObject({ good: 'ran' });
    expect(ends['bad']).not.toBe('ran');
    expect(messages).toMatch(/rules of the sandbox/);
  });

  test('does not go on behind a job that fails, and does not remember it', async () => {
    await using project = await open(`
jobs:
  bad: { run: "echo out; echo err >&2; echo x > left; exit 3" }
  after: { run: "true", needs: [bad] }
  saved: { run: "cat left", needs: [bad], if: failure }
  always: { run: "true", needs: [after], if: always }
  never: { run: "true", needs: [saved], if: { saved: failure } }
`);
    for (let round = 0; round < 2; round += 1) {
      const { exitCode, ends, events } = await project.run();
      expect(exitCode).toBe(1);
      // What stands on a failure is the same again where the failure left the same.
      const tail = round === 0 ? 'ran' : 'cached';
      expect(ends).toEqual({ bad: 'failed', after: 'skipped', saved: tail, always: tail, never: 'skipped' });
      const seen = expect.objectContaining({ kind: 'job-output', job: 'saved', line: 'x' });
      if (round === 0) expect(events).toContainEqual(seen);
    }
    const { stdout, stderr } = await project.cli.run(['logs', 'last/bad']);
    expect([stdout, stderr]).toEqual(['out\n', 'err\n']);
    expect((await project.cli.run(['diff', 'last/bad'])).stdout).toBe('A work/left\n');
  });

  test('finds needs that changed the same path when they meet, unless one is preferred', async () => {
    const join = (more: string): string => `
jobs:
  a: { run: "echo a > same; echo a > a" }
  b: { run: "echo b > same" }
  equal: { run: "echo a > a" }
  c: { run: "cat same a", needs: [a, b, equal]${more} }
`;
    await using project = await open(join(''));
    const refused = await project.run();
    expect([refused.exitCode, refused.ends['c']]).toEqual([1, 'errored']);
    expect(refused.messages).toContain('c needs a and b, which both changed same');
    await project.write({ 'pipeline.yaml': `sandbox: ../sandbox.yaml\n${join(', prefer: b')}` });
    const { ends, events } = await project.run();
    expect(ends).toEqual({ a: 'cached', b: 'cached', equal: 'cached', c: 'ran' });
    const printed = events.flatMap((event) => (event.kind === 'job-output' ? [event.line] : []));
    expect(printed).toEqual(['b', 'a']);
  });

  test('takes outputs only, and runs on where what was made is the same', async () => {
    await using project = await open(`
jobs:
  make: { run: "echo x > keep; echo y > drop; cat in > /dev/null", inputs: [in], outputs: [keep] }
  use: { run: "test -e keep && test ! -e drop", needs: [make], inputs: [] }
`);
    await project.write({ in: '1' });
    expect((await project.run()).ends).toEqual({ make: 'ran', use: 'ran' });
    await project.write({ in: '2' });
    // The file is of another time, and of the same content.
    expect((await project.run()).ends).toEqual({ make: 'ran', use: 'cached' });
  });

  test('sees the project as it was when the run began', async () => {
    await using project = await open(`
jobs:
  first: { run: "echo started; until test -e /work/go; do test $(ls | wc -l) = 2 || exit 1; n=$((n+1)); test $n -lt 60 || exit 0; done" }
`);
    await project.write({ a: '' });
    const running = project.run();
    await project.write({ go: '' });
    expect((await running).ends).toEqual({ first: 'ran' });
  });

  test('keeps secrets out of logs, keys and layers', async () => {
    await using project = await open(`
jobs:
  quiet: { run: "echo $TOKEN | tr a-z A-Z; printf '%s' $TOKEN; sleep 0.1; echo $TOKEN >&2; env > /tmp/e", secrets: [TOKEN] }
  loud: { run: "mkdir d; echo x$TOKEN > d/file", secrets: [TOKEN], needs: [quiet] }
`);
    const missing = await project.run();
    expect([missing.exitCode, missing.stderr]).toEqual([
      125,
      expect.stringContaining('needs the secret TOKEN'),
    ]);
    const secret = 'swordfish-4711';
    const first = await project.run([], { env: { TOKEN: secret } });
    expect(first.ends).toEqual({ quiet: 'ran', loud: 'errored' });
    expect(first.messages).toContain('left the secret TOKEN in work/d/file');
    const shown = first.events.flatMap((event) => (event.kind === 'job-output' ? [event.line] : []));
    expect(shown.toSorted()).toEqual(['***', '***', 'SWORDFISH-4711']);
    const found = await execa('grep', ['-rl', secret, project.cli.state], { reject: false });
    expect(found.stdout).toBe('');
    // The positive control: what is no secret is found there.
    expect(
      (await execa('grep', ['-rl', 'SWORDFISH-4711', project.cli.state], { reject: false })).stdout,
    ).not.toBe('');
    expect((await project.run([], { env: { TOKEN: 'another-secret' } })).ends['quiet']).toBe('cached');
  });

  test('runs no more at once than the machine bears, by the limits of its jobs', async () => {
    await using project = await open(`
jobs:
  a: { run: ": a", limits: { memory: 96M } }
  b: { run: ": b", limits: { memory: 96M } }
  c: { run: "true", limits: { memory: 500G } }
`);
    const { ends, events } = await project.run(['--jobs', '3', '--memory', '128M']);
    expect(ends).toEqual({ a: 'ran', b: 'ran', c: 'ran' });
    const steps = events.filter(({ kind }) => kind === 'job-started' || kind === 'job-ended');
    expect(steps.map(({ kind }) => kind)).toEqual(
      Array.from(steps, (_step, at) => (at % 2 === 0 ? 'job-started' : 'job-ended')),
    );
  });

  test('does not run over the machine itself what needs files outside the project', async () => {
    await using project = await open(`
jobs:
  tool: { run: "mkdir -p /opt && echo x > /opt/tool" }
  use: { sandbox: host, run: "cat /opt/tool", needs: [tool] }
`);
    const { ends, messages } = await project.run();
    expect([ends, messages]).toEqual([
      { tool: 'ran', use: 'errored' },
      expect.stringContaining('would not see what tool makes outside the project'),
    ]);
    await project.write({
      'pipeline.yaml':
        'jobs:\n  a: { run: x, outputs: [/opt] }\n  b: { sandbox: host, run: x, needs: [a] }\n',
    });
    const check = await project.cli.run(['pipeline', 'check'], { cwd: project.project });
    expect([check.exitCode, check.stderr]).toEqual([
      125,
      expect.stringContaining('outside the project: /opt'),
    ]);
  });

  test('has places that keep what jobs leave in them', async () => {
    await using project = await open(`
jobs:
  fill: { run: "cat /var/keep/* 2>/dev/null | wc -l; date +%N >> /var/keep/list", caches: { k: /var/keep }, cache: false }
  read: { run: "wc -l < /var/keep/list; echo >> /var/keep/list", caches: { k: { at: /var/keep, access: ro } }, cache: false, needs: [fill] }
`);
    const lines = async (): Promise<string[]> =>
      (await project.run()).events.flatMap((event) => (event.kind === 'job-output' ? [event.line] : []));
    expect(await lines()).toEqual(['0', '1']);
    expect(await lines()).toEqual(['1', '2']);
  });

  test('tries again as often as it is told, and copies artifacts however a job ends', async () => {
    await using project = await open(`
jobs:
  flaky: { run: "mkdir out; echo report > out/r; exit 5", retry: 2, artifacts: [{ from: out, to: ./reports }], optional: true }
  after: { run: "true", needs: [flaky] }
  end: { run: "true", needs: [flaky], if: failure }
`);
    const { exitCode, ends, events } = await project.run();
    expect([exitCode, ends]).toEqual([0, { flaky: 'failed', after: 'skipped', end: 'ran' }]);
    expect(events.filter(({ kind }) => kind === 'job-started')).toHaveLength(4);
    expect(await readFile(`${project.project}/reports/r`, 'utf8')).toBe('report\n');
  });

  test('makes room for new results, and forgets runs', async () => {
    await using project = await open('jobs:\n  a: { run: "head -c 100000 /dev/zero > big" }\n');
    await project.run();
    await project.run(['--no-cache']);
    const gc = await project.cli.run(['gc', '--keep-runs', '1', '--cache-size', '1K']);
    expect(gc.stderr).toMatch(/1 run and 1 result of pipelines\n$/);
    expect((await project.cli.run(['layer', 'ls', '--all'])).stdout).not.toContain('layover/cache/');
    expect((await project.run()).ends).toEqual({ a: 'ran' });
  });

  test('finds its results in a directory that was carried to another machine, and only ever adds to it', async () => {
    await using project = await open(`
jobs:
  a: { run: "echo printed; mkdir -p d/e; echo 1 > d/f; ln d/f d/g; ln -s f d/l; chmod 4711 d/f; rm seed", inputs: [seed] }
  b: { run: "cat d/g; readlink d/l; test ! -e seed", needs: [a], inputs: [] }
commit: { from: a, to: ./out }
`);
    await project.write({ seed: '1' });
    const dir = project.dir.join('carried');
    expect((await project.run(['--cache', dir])).ends).toEqual({ a: 'ran', b: 'ran' });
    const before = await readdir(dir, { recursive: true });
    const elsewhere = { env: { LAYOVER_HOME: project.dir.join('other-state') } };
    const { ends, stderr } = await project.run(['--cache', dir], elsewhere);
    expect([stderr, ends]).toEqual(['', { a: 'cached', b: 'cached' }]);
    expect(await readFile(`${project.project}/out/d/g`, 'utf8')).toBe('1\n');
    expect((await project.cli.run(['logs', 'last/a'], elsewhere)).stdout).toBe('printed\n');
    expect((await readdir(dir, { recursive: true })).toSorted()).toEqual(before.toSorted());
    // What was tampered with is not used.
    for (const name of before.filter((path) => path.startsWith('blobs/')))
      await writeFile(`${dir}/${name}`, '2\n');
    const third = await project.run(['--cache', dir], {
      env: { LAYOVER_HOME: project.dir.join('third-state') },
    });
    expect(third.ends['a']).toBe('ran');
  });
});
