import { describe, expect, test } from 'vitest';
import type { HostPath, RawPath } from '#src/base/bytes-path.js';
import type { ExportEntry } from '#src/layers/oci/export/entries.js';
import { MergedTree } from '#src/layers/oci/export/merged-tree.js';
import { spellOutOpaque } from '#src/layers/oci/export/opaque.js';
import type { Entry } from '#src/tree/entry.js';

/** `path` a file, `path/` a directory, `path/!` an opaque one, `-path` a deletion, `path>first` a hard link. */
function layer(...words: readonly string[]): ExportEntry[] {
  const entries = new Map<string, Entry>();
  return words.map((word): ExportEntry => {
    if (word.startsWith('-')) return { kind: 'deleted', path: word.slice(1) as RawPath };
    const [name = '', first] = word.split('>');
    if (first !== undefined) {
      return { kind: 'link', path: name as RawPath, to: first as RawPath, entry: entries.get(first)! };
    }
    const path = name.replace(/\/!?$/, '') as RawPath;
    const entry = entryOf(path, name === path ? 'file' : 'directory');
    entries.set(path, entry);
    return { kind: 'object', path, entry, isOpaque: name.endsWith('!') };
  });
}

function entryOf(path: RawPath, type: Entry['type']): Entry {
  const source = { root: '/' as HostPath, path };
  return { type, mode: 0, uid: 0, gid: 0, size: 0, mtimeNs: 0n, xattrs: [], source };
}

function wordOf(entry: ExportEntry): string {
  if (entry.kind === 'deleted') return `-${entry.path}`;
  if (entry.kind === 'link') return `${entry.path}>${entry.to}`;
  return `${entry.path}${entry.entry.type === 'directory' ? '/' : ''}${entry.isOpaque ? '!' : ''}`;
}

function merge(...layers: ReadonlyArray<readonly string[]>): MergedTree {
  const tree = new MergedTree();
  for (const words of layers) tree.apply(layer(...words));
  return tree;
}

describe('an opaque directory', () => {
  const cases: ReadonlyArray<
    readonly [title: string, below: readonly string[], own: readonly string[], want: readonly string[]]
  > = [
    [
      'deletes each name that lies below it and is not its own',
      ['/', 'd/', 'd/a', 'd/b/', 'd/b/c', 'e'],
      ['/', 'd/!', 'd/a'],
      ['/', 'd/', 'd/a', '-d/b'],
    ],
    [
      'deletes what is in a directory that is on both sides, not the directory',
      ['/', 'd/', 'd/s/', 'd/s/old', 'd/s/t/', 'd/s/t/x'],
      ['/', 'd/!', 'd/s/', 'd/s/new', 'd/s/t/'],
      ['/', 'd/', 'd/s/', 'd/s/new', '-d/s/old', 'd/s/t/', '-d/s/t/x'],
    ],
    ['over no directory deletes nothing', ['/', 'd'], ['/', 'd/!', 'd/x'], ['/', 'd/', 'd/x']],
    ['over nothing deletes nothing', ['/'], ['/', 'd/!'], ['/', 'd/']],
    [
      'whose own entry is no directory where a directory was needs no deletion for it',
      ['/', 'd/', 'd/s/', 'd/s/x'],
      ['/', 'd/!', 'd/s'],
      ['/', 'd/', 'd/s'],
    ],
    [
      'within another is one with it, and deletions are said once',
      ['/', 'd/', 'd/s/', 'd/s/x', 'd/y'],
      ['/', 'd/!', 'd/s/!', '-d/y'],
      ['/', 'd/', 'd/s/', '-d/s/x', '-d/y'],
    ],
  ];
  for (const [title, below, own, want] of cases) {
    test(title, () => {
      expect(spellOutOpaque(layer(...own), merge(below)).map(wordOf)).toEqual(want);
    });
  }

  test('that the layers below lack leaves a layer as it is, to the object', () => {
    const entries = layer('/', 'a', 'b>a');
    expect(spellOutOpaque(entries, merge(['/', 'b']))).toBe(entries);
  });
});

describe('a merged tree', () => {
  const cases: ReadonlyArray<
    readonly [title: string, layers: ReadonlyArray<readonly string[]>, want: readonly string[]]
  > = [
    [
      'has what the topmost says',
      [
        ['/', 'a', 'd/', 'd/x'],
        ['/', 'a/', 'a/b', 'd/', 'd/y'],
      ],
      ['/', 'a/', 'a/b', 'd/', 'd/x', 'd/y'],
    ],
    [
      'loses what is deleted, whole',
      [
        ['/', 'd/', 'd/x', 'e'],
        ['/', '-d', '-absent'],
      ],
      ['/', 'e'],
    ],
    [
      'loses what a file or an opaque directory hides',
      [
        ['/', 'd/', 'd/x', 'e/', 'e/x'],
        ['/', 'd', 'e/!', 'e/y'],
      ],
      ['/', 'd', 'e/', 'e/y'],
    ],
    [
      'shows nothing of what was hidden in between',
      [
        ['/', 'd/', 'd/x'],
        ['/', '-d'],
        ['/', 'd/'],
      ],
      ['/', 'd/'],
    ],
    [
      'names a link group by the first name that is left',
      [
        ['/', 'a', 'b>a', 'c>a'],
        ['/', '-a'],
      ],
      ['/', 'b', 'c>b'],
    ],
    [
      'lets one name leave a group',
      [
        ['/', 'a', 'b>a', 'c>a'],
        ['/', 'a'],
      ],
      ['/', 'a', 'b', 'c>b'],
    ],
    ['is in byte order, a slash lowest', [['/', 'a!', 'a/', 'a/x', 'a-b']], ['/', 'a/', 'a/x', 'a!', 'a-b']],
  ];
  for (const [title, layers, want] of cases) {
    test(title, () => {
      const entries = merge(...layers).entries();
      expect(entries.map(wordOf)).toEqual(want);
    });
  }
});
