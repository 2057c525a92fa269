import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { file, type TreeSpec } from '../fixtures/tree.js';
import { changesOf, type Jobs, openJobs } from './jobs.js';

const PACKAGES = fileURLToPath(new URL('packages.mjs', import.meta.url));

const SOURCES: TreeSpec = {
  'src/a.ts': file("import { b } from './b.js';\nexport const a: string = b + 'a';\nconsole.log(a);\n"),
  'src/b.ts': file("export const b: string = 'b';\n"),
  'src/main.js': file(
    "import { used } from './part.js';\nconst aLongName = used(2);\nconsole.log(aLongName + aLongName);\n",
  ),
  'src/part.js': file('export const used = (n) => n * 2;\nexport const unused = (n) => n;\n'),
  'src/old.md': file('old'),
  'src/gone/x': file('x'),
  'src/empty-me/y': file('y'),
};

interface Work {
  readonly name: string;
  readonly value: unknown;
  readonly changes: readonly string[];
}

const FILES = ['a.ts', 'b.ts', 'empty-me', 'gone', 'main.js', 'old.md', 'part.js'];
const FOUND = ['a.ts', 'new.ts'];

const WORKS: readonly Work[] = [
  {
    name: 'fsExtra',
    value: { a: 1 },
    changes: [
      'added copied',
      ...['a.ts', 'b.ts', 'empty-me', 'empty-me/y', 'gone', 'gone/x', 'main.js', 'part.js'].map(
        (name) => `added copied/${name}`,
      ),
      'added deep',
      'added deep/er',
      'added deep/er/data.json',
      'added linked',
      'added moved.md',
      'metadata src/a.ts',
      'deleted src/empty-me/y',
      'deleted src/gone',
      'deleted src/old.md',
    ],
  },
  { name: 'gracefulFs', value: FILES, changes: ['added graceful', 'added streamed'] },
  {
    name: 'globs',
    value: { glob: FOUND, globSync: FOUND, fast: FOUND, fastSync: FOUND },
    changes: ['deleted src/b.ts', 'added src/new.ts'],
  },
  {
    name: 'typescript',
    value: { emitSkipped: false, messages: [] },
    changes: [
      'added compiled',
      ...['a.d.ts', 'a.js', 'b.d.ts', 'b.js'].map((name) => `added compiled/${name}`),
    ],
  },
  { name: 'esbuild', value: [], changes: ['added bundled.js'] },
  {
    name: 'rollup',
    value: ['main.js', 'main.js.map'],
    changes: ['added rolled', 'added rolled/main.js', 'added rolled/main.js.map'],
  },
  { name: 'terser', value: true, changes: ['added main.min.js'] },
];

async function work(
  jobs: Jobs,
  { name, value, changes }: Work,
  isolation: 'thread' | 'portable',
): Promise<void> {
  const job = await jobs.run(
    name,
    {},
    { worker: `${PACKAGES}#${name}`, isolation, limits: { timeout: '60s' } },
  );
  expect(job.outcome).toEqual({ kind: 'returned', value });
  expect(await changesOf(job)).toEqual(changes);
}

describe('in a thread', () => {
  for (const one of WORKS) {
    test(`${one.name} does real work on the view`, async () => {
      await using jobs = await openJobs({ lower: SOURCES });
      await work(jobs, one, 'thread');
      if (one.name !== 'typescript') await work(jobs, one, 'thread'); // in the same thread, or its successor
    });
  }
});

/** What the portable runner cannot do, and why. */
const NOT_PORTABLE: Readonly<Record<string, string>> = {
  esbuild: 'ERR_LAYOVER_PORTABLE', // works in a program of its own
};

describe('in the portable runner', () => {
  for (const one of WORKS.filter(({ name }) => NOT_PORTABLE[name] === undefined)) {
    test(`${one.name} does real work on the view`, async () => {
      await using jobs = await openJobs({ lower: SOURCES });
      await work(jobs, one, 'portable');
    });
  }

  for (const [name, code] of Object.entries(NOT_PORTABLE)) {
    test(`${name} is refused with the reason`, async () => {
      await using jobs = await openJobs({ lower: SOURCES });
      const spec = {
        worker: `${PACKAGES}#${name}`,
        isolation: 'portable' as const,
        limits: { timeout: '20s' },
      };
      const job = await jobs.run(name, {}, spec);
      expect(job.outcome).toMatchObject({ kind: 'threw', error: { code } });
      expect(await changesOf(job)).toEqual([]);
    });
  }
});
