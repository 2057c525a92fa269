import { mkdir, writeFile } from 'node:fs/promises';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { hostPath, type RawPath } from '#src/base/bytes-path.js';
import type { Change } from '#src/diff/change.js';
import { readChanges } from '#src/diff/read-changes.js';
import { renderChanges } from '#src/diff/render-list.js';
import { renderPatch } from '#src/diff/render-patch.js';
import { renderStat } from '#src/diff/render-stat.js';
import { renderTree } from '#src/diff/render-tree.js';
import { summarize } from '#src/diff/summarize.js';
import { diffSnapshots, snapshotTree } from '../fixtures/snapshot.js';
import { tempDir } from '../fixtures/temp.js';
import { copyTree, file, symlink, type TreeSpec, tree } from '../fixtures/tree.js';
import { changesOf, makePart } from './part-fixture.js';

const BASE: TreeSpec = {
  'etc/passwd': 'root\n',
  'etc/mode': 'same',
  'old/a': 'a',
  swap: 'file',
  'deep/er/est': '1\n2\n3\n',
};
const NOW: TreeSpec = {
  'etc/passwd': 'root\njob\n',
  'etc/mode': file('same', { mode: 0o755 }),
  'deep/er/est': '1\ntwo\n3\n',
  'new/dir/f': 'x'.repeat(2048),
  'new/ä\n': '',
  swap: symlink('etc'),
};

const changes = (): Promise<Change[]> => changesOf({ lowers: [BASE], upper: NOW }, { marks: 'plain' });

describe('a diff', () => {
  test('is listed by letters, odd names quoted', async () => {
    expect(renderChanges(await changes())).toEqual([
      'M deep/er/est',
      'm etc/mode',
      'M etc/passwd',
      'A new',
      'A new/dir',
      'A new/dir/f',
      'A "new/ä\\n"',
      'D old',
      'R swap',
    ]);
  });

  test('is shown as a tree by folder', async () => {
    expect(renderTree(await changes())).toEqual([
      '  deep/',
      '    er/',
      '    M est',
      '  etc/',
      '  m mode',
      '  M passwd',
      'A new/',
      '  A dir/',
      '    A f',
      '  A "ä\\n"',
      'D old/',
      'R swap',
    ]);
  });

  test('is counted', async () => {
    const all = await changes();
    expect(summarize(all)).toEqual({ added: 4, modified: 4, deleted: 1, bytes: 6 + 2 + 9 + 2048 });
    expect(renderStat(all)).toEqual([
      'M deep/er/est | 6 B -> 8 B',
      'm etc/mode | 4 B -> 4 B',
      'M etc/passwd | 5 B -> 9 B',
      'A new | none -> directory',
      'A new/dir | none -> directory',
      'A new/dir/f | none -> 2.0 KiB',
      'A "new/ä\\n" | none -> 0 B',
      'D old | directory -> none',
      'R swap | 4 B -> symlink',
      'added: 4 (2.0 KiB)',
      'modified: 2 (17 B)',
      'replaced: 1',
      'metadata: 1',
      'deleted: 1',
      '9 changes: 4 added, 4 modified, 1 deleted, 2.0 KiB written',
    ]);
  });
});

describe('a patch', () => {
  async function patchOf(before: TreeSpec, after: TreeSpec): Promise<string[]> {
    await using made = await makePart({ lowers: [before], upper: after }, { marks: 'plain' });
    const lines: string[] = [];
    for await (const line of renderPatch(readChanges(made.part))) lines.push(line);
    return lines;
  }

  test('has the hunks of text, and says of the rest that it differs', async () => {
    const before: TreeSpec = {
      text: 'a\nb\n',
      bin: Buffer.from([0, 1]),
      latin: Buffer.from([0xe9]),
      big: 'x',
      gone: 'g',
      'd/f': '',
    };
    const after: TreeSpec = {
      text: 'a\nc',
      bin: Buffer.from([0, 2]),
      latin: Buffer.from([0xe8]),
      big: 'y'.repeat(1024 * 1024 + 1),
      'tab\t': '1\n',
    };
    expect(await patchOf(before, after)).toEqual([
      'diff --git a/big b/big',
      'Binary files a/big and b/big differ',
      'diff --git a/bin b/bin',
      'Binary files a/bin and b/bin differ',
      '# deleted directory: d',
      'diff --git a/gone b/gone',
      'deleted file mode 100644',
      '--- a/gone',
      '+++ /dev/null',
      '@@ -1 +0,0 @@',
      '-g',
      '\\ No newline at end of file',
      'diff --git a/latin b/latin',
      'Binary files a/latin and b/latin differ',
      'diff --git "a/tab\\t" "b/tab\\t"',
      'new file mode 100644',
      '--- /dev/null',
      '+++ "b/tab\\t"',
      '@@ -0,0 +1 @@',
      '+1',
      'diff --git a/text b/text',
      '--- a/text',
      '+++ b/text',
      '@@ -1,2 +1,2 @@',
      ' a',
      '-b',
      '+c',
      '\\ No newline at end of file',
    ]);
  });
});

describe('a patch given to git apply', () => {
  test('turns the base into the view', async () => {
    const before: TreeSpec = {
      text: '1\n2\n3\n4\n5\n6\n7\n8\n9\n',
      end: 'no newline',
      gone: 'g\n',
      s: symlink('text'),
      swap: 'file\n',
      'd/mode': 'm',
    };
    const after: TreeSpec = {
      text: '0\n1\n2\n3\n4\n5\n6\n7\n8\n9',
      end: 'newline\n',
      new: 'n\n',
      empty: '',
      s: symlink('end'),
      swap: symlink('d'),
      'd/mode': file('m', { mode: 0o755 }),
      'd/ü "q"': 'x',
    };
    await using dir = await tempDir();
    for (const [name, spec] of [
      ['before', before],
      ['after', after],
    ] as const) {
      await mkdir(dir.join(name));
      await tree(dir.join(name), spec);
    }
    const part = {
      at: '' as RawPath,
      lowers: [hostPath(dir.join('before'))],
      upper: hostPath(dir.join('after')),
      marks: 'plain' as const,
    };
    let text = '';
    for await (const line of renderPatch(readChanges(part))) text += `${line}\n`;
    await copyTree(dir.join('before'), dir.join('applied'));
    await writeFile(dir.join('patch'), text);
    await execa('git', ['apply', '--unsafe-paths', '../patch'], { cwd: dir.join('applied') });
    const [applied, wanted] = [
      await snapshotTree(dir.join('applied')),
      await snapshotTree(dir.join('after')),
    ];
    expect(diffSnapshots(applied, wanted).filter((line) => !line.includes('mtimeNs'))).toEqual([]);
  });
});
