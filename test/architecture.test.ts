import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

/** Who may import whom, besides their own folder. Type-only imports count. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  base: [],
  native: ['base'],
  tree: ['base', 'native'],
  tar: ['base', 'native', 'tree'],
  overlay: ['base', 'native', 'tree'],
  diff: ['base', 'native', 'tree', 'overlay'],
  layers: ['base', 'native', 'tree', 'tar', 'overlay', 'diff'],
  inputs: ['base', 'native', 'tree', 'overlay', 'layers'],
  jail: ['base', 'native', 'overlay'],
  worker: ['base', 'native', 'tree', 'overlay'],
  commit: ['base', 'native', 'tree', 'tar', 'overlay', 'diff', 'layers'],
  sandbox: [
    'base',
    'native',
    'tree',
    'tar',
    'overlay',
    'diff',
    'layers',
    'inputs',
    'jail',
    'worker',
    'commit',
    'scheduler',
  ],
  scheduler: ['base'],
  pipeline: ['base', 'diff', 'jail', 'sandbox', 'scheduler'],
  'index.ts': ['base', 'tree', 'diff', 'jail', 'commit', 'sandbox', 'pipeline', 'scheduler'],
  cli: ['base', 'sandbox', 'diff', 'commit', 'jail', 'pipeline', 'scheduler', 'index.ts'],
};

const MAX_LINES = 300;

/** Text of each file by its path below src. */
type Sources = ReadonlyMap<string, string>;

describe('the source', () => {
  test('imports only what the table of folders allows', async () => {
    expect(findWrongImports(await readSources())).toEqual([]);
  });

  test('has no import cycle', async () => {
    expect(findCycle(await readSources())).toBeUndefined();
  });

  test('has no long file, no utils, and starts no shell', async () => {
    expect(findBadFiles(await readSources())).toEqual([]);
  });
});

describe('the checker', () => {
  const planted = (files: Record<string, string>): Sources => new Map(Object.entries(files));

  for (const statement of [
    "import { open } from '../sandbox/open.js';",
    "import type { Job } from '../sandbox/open.js';",
    "export * from '../sandbox/open.js';",
    "import '../sandbox/open.js';",
    "const late = await import('../sandbox/open.js');",
    "import {\n  open,\n} from '../sandbox/open.js';",
  ]) {
    test(`finds a wrong import written as ${JSON.stringify(statement)}`, () => {
      const wrong = findWrongImports(planted({ 'base/digest.ts': statement }));
      expect(wrong).toEqual(['src/base/digest.ts imports sandbox/open.ts, which base may not']);
    });
  }

  test('allows imports within a folder, by the table, and of packages', () => {
    const text = "import './a.js'; import '../base/b.js'; import { z } from 'zod'; import 'node:fs';";
    expect(findWrongImports(planted({ 'scheduler/graph.ts': text }))).toEqual([]);
  });

  test('refuses a folder the table does not have', () => {
    expect(findWrongImports(planted({ 'helpers/a.ts': '' }))).toEqual([
      'src/helpers/a.ts is in no folder of the table',
    ]);
  });

  test('names the files of a cycle', () => {
    const files = {
      'base/a.ts': "import './b.js'",
      'base/b.ts': "import './c.js'",
      'base/c.ts': "import './a.js'",
    };
    expect(findCycle(planted(files))).toEqual(['base/a.ts', 'base/b.ts', 'base/c.ts', 'base/a.ts']);
  });

  test('finds long files, utils and shells', () => {
    const files = {
      'base/long.ts': 'x\n'.repeat(MAX_LINES + 1),
      'base/path-utils.ts': '',
      'cli/shell.ts': 'await execa(line, { shell: true });',
      'cli/exec.ts': "import { exec } from 'node:child_process';",
      'cli/namespace.ts': "import * as child from 'child_process';",
      'cli/fine.ts': "import { spawn } from 'node:child_process';",
    };
    expect(findBadFiles(planted(files))).toEqual([
      'src/base/long.ts has 301 lines',
      'src/base/path-utils.ts is named utils',
      'src/cli/shell.ts runs a shell',
      'src/cli/exec.ts runs a shell',
      'src/cli/namespace.ts runs a shell',
    ]);
  });
});

function findWrongImports(sources: Sources): string[] {
  const wrong: string[] = [];
  for (const [file, text] of sources) {
    const folder = folderOf(file);
    const allowed = MAY_IMPORT[folder];
    if (allowed === undefined) wrong.push(`src/${file} is in no folder of the table`);
    for (const target of importsOf(file, text)) {
      if (folderOf(target) === folder || allowed?.includes(folderOf(target)) !== false) continue;
      wrong.push(`src/${file} imports ${target}, which ${folder} may not`);
    }
  }
  return wrong;
}

function findCycle(sources: Sources): string[] | undefined {
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]): string[] | undefined => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const target of importsOf(file, sources.get(file) ?? '')) {
      const cycle = visit(target, [...trail, file]);
      if (cycle !== undefined) return cycle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of sources.keys()) {
    const cycle = visit(file, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

const SHELL =
  /\bshell:(?!\s*(?:false|async)\b)|import\s*\{[^}]*\bexec(Sync)?\b[^}]*\}\s*from\s*'(node:)?child_process'|\*\s*as\s+\w+\s+from\s*'(node:)?child_process'/;

function findBadFiles(sources: Sources): string[] {
  return [...sources].flatMap(([file, text]) => {
    const lines = text.replace(/\n$/, '').split('\n').length;
    return [
      ...(lines > MAX_LINES ? [`src/${file} has ${lines} lines`] : []),
      ...(/utils?\b/i.test(file) ? [`src/${file} is named utils`] : []),
      ...(SHELL.test(text) ? [`src/${file} runs a shell`] : []),
    ];
  });
}

/** The files of ours a file imports, in any form, by their path below src. */
function importsOf(file: string, text: string): string[] {
  const specifiers = text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*['"](\.[^'"]+|#src\/[^'"]+)['"]/g);
  return [...specifiers].map(([, specifier = '']) =>
    (specifier.startsWith('#src/') ? specifier.slice(5) : join(dirname(file), specifier)).replace(
      /\.js$/,
      '.ts',
    ),
  );
}

function folderOf(file: string): string {
  return file.split('/')[0] ?? '';
}

async function readSources(): Promise<Sources> {
  const root = fileURLToPath(new URL('../src/', import.meta.url));
  const names = (await readdir(root, { recursive: true })).filter((name) => name.endsWith('.ts'));
  const texts = names.map(async (name) => [name, await readFile(join(root, name), 'utf8')] as const);
  return new Map((await Promise.all(texts)).sort(([a], [b]) => (a < b ? -1 : 1)));
}
