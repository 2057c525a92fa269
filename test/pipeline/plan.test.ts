import { describe, expect, test } from 'vitest';
import { LayoverError } from '#src/base/errors.js';
import { refuseUnseenOutputs } from '#src/pipeline/check-views.js';
import { GRAPH_FORMS, renderGraph } from '#src/pipeline/graph.js';
import { parsePipeline } from '#src/pipeline/pipeline-file.js';
import { planPipeline } from '#src/pipeline/plan.js';
import type { Plan } from '#src/pipeline/planned.js';

async function planOf(text: string): Promise<Plan> {
  return planPipeline(await parsePipeline(text, '/project/ci.yaml'));
}

/** The message of the error that a file makes, and its hint. */
async function mistakeIn(text: string): Promise<string> {
  try {
    await planOf(text);
  } catch (error) {
    if (!(error instanceof LayoverError) || error.code !== 'LAYOVER_DEFINITION') throw error;
    return `${error.message}${error.hint === undefined ? '' : ` | ${error.hint}`}`;
  }
  return 'no mistake';
}

const run = (job: string): string => `jobs:\n  a: ${job}\n`;

describe('a mistake in a pipeline names file, line and column:', () => {
  for (const [title, text, message] of [
    ['no jobs', 'description: x\n', 'ci.yaml:1:1: jobs: is missing'],
    ['no text', '', 'ci.yaml:1:1: jobs: is missing'],
    [
      'a slip in the one key it must have',
      'job:\n  a: { run: x }\n',
      'ci.yaml:1:1: job: unknown key | Did you mean jobs?',
    ],
    ['a second document', 'jobs:\n  a: { run: x }\n---\njobs: {}\n', 'ci.yaml:3:1: a second document begins'],
    ['a quote that is never closed', run('{ run: "x }'), 'ci.yaml:3:1: Missing closing "quote'],
    ['a tab', 'jobs:\n\ta: { run: x }\n', 'ci.yaml:2:1: Tabs are not allowed as indentation'],
    [
      'a bad key of a matrix',
      run('{ run: x, matrix: { 1a: [1] } }'),
      'ci.yaml:2:30: jobs.a.matrix.1a: the key must be',
    ],
    [
      'an exclusion of a key that is none',
      run('{ run: x, matrix: { n: [1, 2], exclude: [{ m: 1 }] } }'),
      'ci.yaml:2:52: the matrix has no key "m" | Its keys are n.',
    ],
    [
      'an exclusion of nothing',
      run('{ run: x, matrix: { n: [1, 2], exclude: [{ n: 3 }] } }'),
      'ci.yaml:2:47: leaves out nothing',
    ],
    [
      'an exclusion of everything',
      run('{ run: x, matrix: { n: [1], exclude: [{ n: 1 }] } }'),
      'ci.yaml:2:43: leaves out every combination',
    ],
    ['an empty list of jobs', 'jobs: {}\n', 'ci.yaml:1:7: jobs: must have at least one job'],
    ['a slip in a key', run('{ rum: x }'), 'ci.yaml:2:8: jobs.a.rum: unknown key | Did you mean run?'],
    ['neither run nor worker', run('{ needs: [] }'), 'ci.yaml:2:6: jobs.a: needs either run or worker'],
    ['both', run('{ run: x, worker: y.mjs }'), 'ci.yaml:2:6: jobs.a: needs either run or worker'],
    [
      'params without a worker',
      run('{ run: x, params: 1 }'),
      'ci.yaml:2:24: jobs.a.params: params are for a worker',
    ],
    ['an empty command', run('{ run: [] }'), 'ci.yaml:2:13: jobs.a.run: '],
    ['a bad name', 'jobs:\n  "a b": { run: x }\n', 'ci.yaml:2:3: jobs.a b: the key must begin with'],
    ['an unknown need', run('{ run: x, needs: [b] }'), 'ci.yaml:2:24: there is no job "b" | '],
    [
      'a slip in a need',
      'jobs:\n  compile: { run: x }\n  b: { run: x, needs: [compil] }\n',
      'Did you mean compile?',
    ],
    ['itself as a need', run('{ run: x, needs: [a] }'), 'jobs need each other: a needs a'],
    [
      'a cycle',
      'jobs:\n  a: { run: x, needs: [c] }\n  b: { run: x, needs: [a] }\n  c: { run: x, needs: [b] }\n',
      'jobs need each other: a needs c needs b needs a',
    ],
    ['an unknown outcome', run('{ run: x, if: maybe }'), 'ci.yaml:2:20: jobs.a.if: '],
    ['a failure nobody can have', run('{ run: x, if: failure }'), 'a job without needs sees no failure'],
    [
      'an outcome of a stranger',
      'jobs:\n  a: { run: x }\n  b: { run: x, if: { a: failure } }\n',
      "a is not among the job's needs",
    ],
    [
      'a preference for a stranger',
      'jobs:\n  a: { run: x }\n  b: { run: x, prefer: a }\n',
      "a is not among the job's needs",
    ],
    [
      'a duration without sense',
      run('{ run: x, timeout: soon }'),
      'ci.yaml:2:25: jobs.a.timeout: must be a duration',
    ],
    ['a way out of the project', run('{ run: x, inputs: [../b] }'), 'ci.yaml:2:25: "../b" leads out'],
    ['an absolute input', run('{ run: x, inputs: [/etc/passwd] }'), 'is absolute'],
    ['a relative cache', run('{ run: x, caches: { npm: .npm } }'), 'must be an absolute path in the view'],
    [
      'a commit of nothing',
      `${run('{ run: x }')}commit: { from: b, to: . }\n`,
      'ci.yaml:3:17: there is no job "b"',
    ],
    [
      'too big a matrix',
      run(`{ run: x, matrix: { n: [${Array.from({ length: 300 }, (_, n) => n).join(',')}] } }`),
      'makes more than 256 jobs',
    ],
    ['a key twice', 'jobs:\n  a: { run: x }\n  a: { run: y }\n', 'ci.yaml:3:3: '],
    [
      'a bomb of aliases',
      `a: &a [x,x]\n${Array.from({ length: 9 }, (_, n) => `b${n}: &b${n} [${'*a,'.repeat(20)}]`).join('\n')}\njobs: {}\n`,
      'ci.yaml:1:1: ',
    ],
    ['no YAML', 'jobs: [\n', 'ci.yaml:2:1: '],
    ['a list', '- a\n', 'ci.yaml:1:1: '],
    [
      'a name of the prototype',
      'jobs:\n  a: { run: x, needs: [constructor] }\n',
      'there is no job "constructor"',
    ],
  ] as ReadonlyArray<[string, string, string]>) {
    test(title, async () => expect(await mistakeIn(text)).toContain(message));
  }
});

describe('needs that make the same are found before anything runs:', () => {
  const join = (left: string, right: string, more = ''): string =>
    `jobs:\n  a: { run: x, outputs: [${left}] }\n  b: { run: x, outputs: [${right}] }\n  c: { run: x, needs: [a, b]${more} }\n`;

  for (const [left, right] of [
    ['bin/x', 'bin/x'],
    ['bin/**', 'bin/x'],
    ['bin', 'bin/x'],
    ['"*.o"', 'a.o'],
    ['"**/*.o"', 'src/a.o'],
    ['"{a,b}/c"', 'b/c'],
    ['"bin/[ab]"', 'bin/a'],
  ] as const) {
    test(`${left} and ${right}`, async () => {
      expect(await mistakeIn(join(left, right))).toMatch(
        /:4:23: c needs a and b, which .* \| Narrow their outputs, or say whose are taken: prefer: a/,
      );
      expect(await mistakeIn(join(left, right, ', prefer: a'))).toBe('no mistake');
    });
  }

  for (const [left, right] of [
    ['bin/x', 'bin/y'],
    ['bin/**', 'lib/**'],
    ['"*.o"', '"*.a"'],
    ['"a?"', 'abc/d'],
  ] as const) {
    test(`not ${left} and ${right}`, async () =>
      expect(await mistakeIn(join(left, right))).toBe('no mistake'));
  }

  test('not where one is made on top of the other', async () => {
    const text =
      'jobs:\n  a: { run: x, outputs: [o] }\n  b: { run: x, needs: [a], outputs: [o] }\n  c: { run: x, needs: [a, b] }\n';
    expect(await mistakeIn(text)).toBe('no mistake');
  });

  test('in no time for patterns that are made to take long', async () => {
    const pattern = `"${'**/a/'.repeat(40)}b"`;
    expect(await mistakeIn(join(pattern, `"${'**/a/'.repeat(40)}c"`))).toContain('c needs a and b');
    expect(await mistakeIn(join(`"${'*a'.repeat(60)}b"`, `"${'*a'.repeat(60)}c"`))).toBe('no mistake');
  });
});

describe('a matrix', () => {
  test('makes one job for each combination, and fills in its values', async () => {
    const { jobs } = await planOf(
      'jobs:\n  t:\n    matrix: { node: [20, 24], os: [a] }\n    run: "node-{node} ${node} {x} {os}"\n    env: { set: { V: "{node}" } }\n  u: { run: x, needs: [t] }\n  v: { run: x, needs: ["t@node=24,os=a"] }\n',
    );
    expect(jobs.map(({ name }) => name)).toEqual(['t@node=20,os=a', 't@node=24,os=a', 'u', 'v']);
    expect(jobs[1]?.action).toEqual({ kind: 'command', command: ['sh', '-c', 'node-24 ${node} {x} a'] });
    expect(jobs[1]?.env.set).toEqual({ V: '24' });
    expect(jobs[2]?.needs).toEqual(['t@node=20,os=a', 't@node=24,os=a']);
    expect(jobs[3]?.needs).toEqual(['t@node=24,os=a']);
  });
});

test('a matrix leaves out the combinations that it excludes, by some or all of their keys', async () => {
  const { jobs } = await planOf(`
jobs:
  t:
    run: "{os} {node}"
    matrix: { os: [a, b, c], node: [20, 24], exclude: [{ os: a, node: 20 }, { os: c }] }
  u: { run: x, needs: [t] }
`);
  expect(jobs.at(-1)?.needs).toEqual(['t@os=a,node=24', 't@os=b,node=20', 't@os=b,node=24']);
  expect(jobs).toHaveLength(4);
});

test('what a need makes outside the project is seen by no job over the machine itself', async () => {
  const plan = await planOf(
    'jobs:\n  a: { run: x, outputs: [o, /opt/tool] }\n  b: { run: x, needs: [a] }\n  c: { run: x, sandbox: host, needs: [b] }\n',
  );
  expect(() => refuseUnseenOutputs(plan, (sandbox) => sandbox === 'host')).toThrow(
    'c runs over this machine itself, and would not see what a makes outside the project: /opt/tool',
  );
  expect(() => refuseUnseenOutputs(plan, () => false)).not.toThrow();
});

test('text is one shell command, a list is the words', async () => {
  const { jobs } = await planOf('jobs:\n  a: { run: "x y" }\n  b: { run: [x, "y z"] }\n');
  expect(jobs.map(({ action }) => action)).toEqual([
    { kind: 'command', command: ['sh', '-c', 'x y'] },
    { kind: 'command', command: ['x', 'y z'] },
  ]);
});

test('a graph can be read and drawn, whatever the names', async () => {
  const plan = await planOf(
    "jobs:\n  a: { run: x, matrix: { q: ['\"'] } }\n  end: { run: x, needs: [a], if: always }\n",
  );
  const [text, dot, mermaid] = GRAPH_FORMS.map((form) => renderGraph(plan, form).join('\n'));
  expect(text).toBe('0  a@q="\n1  end    needs a@q="; if always');
  expect(dot).toContain('"a@q=\\"" -> "end";');
  expect(mermaid).toContain('  j0["a@q=#quot;"]\n  j1(["end"])\n  j0 --> j1');
});

test('a chain of needs may be long', async () => {
  const jobs = Array.from(
    { length: 390 },
    (_, n) => `  j${n}: { run: x${n === 0 ? '' : `, needs: [j${n - 1}]`} }\n`,
  );
  expect((await planOf(`jobs:\n${jobs.reverse().join('')}`)).jobs[0]?.name).toBe('j0');
  const more = Array.from(
    { length: 500 },
    (_, n) => `  j${n}: { run: x${n === 0 ? '' : `, needs: [j${n - 1}]`} }\n`,
  );
  expect(await mistakeIn(`jobs:\n${more.join('')}`)).toContain('more than 400 jobs');
});
