import { existsSync } from 'node:fs';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { tempDir } from './fixtures/temp.js';

const REPOSITORY = fileURLToPath(new URL('..', import.meta.url));

test('the lint rules find planted mistakes', async () => {
  const findings = await lint(`
    import { rm } from 'node:fs/promises';
    export function forget(path: string): void {
      rm(path);
    }
    export async function early(path: string): Promise<void> {
      try {
        return rm(path);
      } catch {
        return undefined;
      }
    }
    export function name(kind: 'a' | 'b'): string {
      switch (kind) {
        case 'a':
          return 'A';
      }
      return (kind as any)!;
    }
    export function callback(list: string[]): void {
      list.forEach(async (path) => rm(path));
      throw 'text';
    }
  `);
  for (const rule of [
    'no-floating-promises',
    'return-await',
    'switch-exhaustiveness-check',
    'no-explicit-any',
    'no-misused-promises',
    'only-throw-error',
  ]) {
    expect(findings).toContain(rule);
  }
});

test('the lint rules accept the same code done right', async () => {
  const findings = await lint(`
    import { rm } from 'node:fs/promises';
    export async function remove(path: string): Promise<void> {
      await rm(path);
    }
  `);
  expect(findings).toBe('');
});

/** What `scripts/check` would say about a file in src with this text; empty where it finds nothing. */
async function lint(text: string): Promise<string> {
  await using dir = await tempDir();
  await cp(join(REPOSITORY, 'scripts/lint.json'), dir.join('lint.json'));
  await writeFile(dir.join('tsconfig.json'), await compilerSettings());
  await writeFile(dir.join('planted.ts'), text);
  const args = ['--config', 'lint.json', '--tsconfig', 'tsconfig.json', '--deny-warnings', '.'];
  // The local programs are put on PATH, where oxlint looks for its type-aware half.
  const local = { preferLocal: true, localDir: REPOSITORY };
  const result = await execa('oxlint', args, { ...local, cwd: dir.path, reject: false, all: true });
  return result.exitCode === 0 ? '' : result.all;
}

async function compilerSettings(): Promise<string> {
  const settings = JSON.parse(await readFile(join(REPOSITORY, 'tsconfig.json'), 'utf8'));
  const typeRoots = [join(REPOSITORY, 'node_modules/@types')];
  const compilerOptions = { ...settings.compilerOptions, rootDir: '.', typeRoots };
  return JSON.stringify({ compilerOptions, include: ['.'] });
}

test('each promise of SECURITY.md names tests that are there', async () => {
  const text = await readFile(join(REPOSITORY, 'SECURITY.md'), 'utf8');
  const promised = text.slice(text.indexOf('## Promised'), text.indexOf('## Not promised'));
  const rows = promised.split('\n').filter((line) => line.startsWith('| ') && !/^\| (what|---) /.test(line));
  expect(rows.length).toBeGreaterThan(20);
  for (const row of rows) {
    const names = (row.split('|').at(-2) ?? '').match(/(?<=`)[a-z0-9/.-]+(?=`)/g) ?? [];
    // A name alone stands for one beside the last that was written out.
    const paths = names.reduce<string[]>(
      (before, name) => [...before, name.includes('/') ? name : join(dirname(before.at(-1) ?? ''), name)],
      [],
    );
    const there = paths.map((path) =>
      ['', '.test.ts'].some((end) => existsSync(join(REPOSITORY, path + end))),
    );
    expect([row, there]).toEqual([row, paths.map(() => true)]);
    expect([row, paths.length > 0]).toEqual([row, true]);
  }
});
