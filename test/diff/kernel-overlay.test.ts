import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readChanges } from '#src/diff/read-changes.js';
import { describeUnless, isRoot } from '../fixtures/requirements.js';
import { character, fifo, file, link, symlink, type TreeSpec } from '../fixtures/tree.js';
import { type KernelJobOptions, type Operation, runKernelJob } from './kernel-job.js';
import { expectedLines, linesOf } from './oracle.js';

const BASE: TreeSpec = {
  'a.txt': 'alpha',
  'b.txt': file('bravo', { mtimeNs: 1_000_000_123n }),
  'dir/one': '1',
  'dir/two': '2',
  'dir/sub/deep/leaf': 'leaf',
  'dir/sub/other': 'other',
  'gone/x': 'x',
  'gone/y/z': 'z',
  linked: 'l',
  'links/again': link('linked'),
  sym: symlink('a.txt'),
  pipe: fifo(),
  null: character(1, 3),
  'dir-before': 'sorts after dir/…',
};

async function check(options: KernelJobOptions): Promise<string[]> {
  await using job = await runKernelJob(options);
  const lines = linesOf(readChanges(job.part));
  expect(lines).toEqual(expectedLines(job.before, job.after));
  expect(job.refused).toEqual([]);
  return lines;
}

const CASES: ReadonlyArray<readonly [title: string, operations: Operation[], want: string[]]> = [
  [
    'creates, modifies and deletes',
    [
      ['write', 'new', 'n'],
      ['append', 'a.txt', '!'],
      ['remove', 'gone'],
      ['mkdir', 'd2'],
      ['write', 'd2/in', ''],
    ],
    ['modified "a.txt"', 'added "d2"', 'added "d2/in"', 'deleted "gone"', 'added "new"'],
  ],
  [
    'replaces by another type',
    [
      ['remove', 'a.txt'],
      ['mkdir', 'a.txt'],
      ['write', 'a.txt/f', ''],
      ['remove', 'dir'],
      ['symlink', 'x', 'dir'],
    ],
    ['replaced "a.txt"', 'added "a.txt/f"', 'replaced "dir"'],
  ],
  [
    'makes a directory again',
    [
      ['remove', 'dir'],
      ['mkdir', 'dir'],
      ['write', 'dir/two', 'two'],
      ['mkdir', 'dir/sub'],
      ['write', 'dir/fresh', ''],
    ],
    [
      'added "dir/fresh"',
      'deleted "dir/one"',
      'deleted "dir/sub/deep"',
      'deleted "dir/sub/other"',
      'modified "dir/two"',
    ],
  ],
  [
    'renames a lower directory',
    [
      ['rename', 'dir', 'moved'],
      ['write', 'moved/sub/new', ''],
    ],
    [
      'deleted "dir"',
      'added "moved"',
      'added "moved/one"',
      'added "moved/sub"',
      'added "moved/sub/deep"',
      'added "moved/sub/deep/leaf"',
      'added "moved/sub/new"',
      'added "moved/sub/other"',
      'added "moved/two"',
    ],
  ],
  [
    'renames directories inside a renamed one',
    [
      ['rename', 'dir/sub', 'dir/bus'],
      ['rename', 'dir', 'links/moved'],
      ['rename', 'links/moved/bus/deep', 'shallow'],
      ['remove', 'links/moved/one'],
    ],
    [
      'deleted "dir"',
      'added "links/moved"',
      'added "links/moved/bus"',
      'added "links/moved/bus/other"',
      'added "links/moved/two"',
      'added "shallow"',
      'added "shallow/leaf"',
    ],
  ],
  [
    'renames a directory over a deleted one',
    [
      ['remove', 'gone'],
      ['rename', 'dir', 'gone'],
    ],
    [
      'deleted "dir"',
      'added "gone/one"',
      'added "gone/sub"',
      'added "gone/sub/deep"',
      'added "gone/sub/deep/leaf"',
      'added "gone/sub/other"',
      'added "gone/two"',
      'deleted "gone/x"',
      'deleted "gone/y"',
    ],
  ],
  [
    'renames there and back',
    [
      ['rename', 'dir', 'moved'],
      ['rename', 'moved', 'dir'],
      ['rename', 'gone/y', 'y'],
      ['rename', 'y', 'gone/y'],
      ['rename', 'a.txt', 'c.txt'],
      ['rename', 'c.txt', 'a.txt'],
    ],
    [],
  ],
  [
    'changes nothing that counts',
    [
      ['chmod', 'a.txt', 0o644],
      ['open', 'b.txt'],
      ['touch', 'dir', 5],
      ['write', 'tmp', ''],
      ['remove', 'tmp'],
      ['chmod', 'dir', 0o755],
    ],
    [],
  ],
  ['rewrites a file and puts its time back', [['disguise', 'b.txt']], ['modified "b.txt"']],
  [
    'changes metadata',
    [
      ['chmod', 'a.txt', 0o600],
      ['chown', 'dir', 1, 2],
      ['touch', 'b.txt', 7],
      ['xattr', 'null', 'trusted.k', 'v'],
      ['xattr', 'gone/x', 'user.k', 'v'],
      ['touch', 'sym', 9],
      ['chmod', '', 0o700],
    ],
    [
      'metadata ""',
      'metadata "a.txt"',
      'metadata "b.txt"',
      'metadata "dir"',
      'metadata "gone/x"',
      'metadata "null"',
      'metadata "sym"',
    ],
  ],
  [
    'links a lower file',
    [['link', 'a.txt', 'dir/name']],
    ['metadata "a.txt" = ["dir/name"]', 'added "dir/name" = ["a.txt"]'],
  ],
  ['writes to one name of a group', [['append', 'linked', '!']], ['modified "linked"']],
  [
    "opens one name of a group for writing, which parts it and is no change of the job's",
    [['open', 'linked']],
    [],
  ],
  [
    'opens the last name of a group',
    [
      ['remove', 'links/again'],
      ['open', 'linked'],
    ],
    ['deleted "links/again"'],
  ],
  [
    'links a group again',
    [
      ['remove', 'links/again'],
      ['link', 'linked', 'links/again'],
    ],
    [],
  ],
  [
    'moves a directory with one name of a group',
    [['rename', 'links', 'knots']],
    [
      'added "knots"',
      'added "knots/again" = ["linked"]',
      'metadata "linked" = ["knots/again"]',
      'deleted "links"',
    ],
  ],
  [
    'makes FIFOs, devices and odd names',
    [
      ['fifo', 'p2'],
      ['device', 'zero', 1, 5],
      ['write', 'nl\n\xff', 'odd'],
      ['write', '.wh.a.txt', ''],
      ['remove', 'pipe'],
      ['remove', 'null'],
      ['device', 'null', 1, 4],
    ],
    [
      'added ".wh.a.txt"',
      'added "nl\\nÿ"',
      'modified "null"',
      'added "p2"',
      'deleted "pipe"',
      'added "zero"',
    ],
  ],
  [
    'writes attributes that look like marks',
    [
      ['xattr', 'dir', 'user.overlay.opaque', 'y'],
      ['xattr', 'gone', 'trusted.overlay.redirect', '/dir'],
    ],
    ['metadata "dir"', 'metadata "gone"'],
  ],
];

describeUnless(isRoot, 'needs root to mount overlays')(
  'readChanges after a job on a kernel overlay that',
  () => {
    for (const [title, operations, want] of CASES) {
      test(title, async () => {
        expect(await check({ lowers: [BASE], operations })).toEqual(want);
      });
    }

    test('works over several lowers with whiteouts and opaque directories', async () => {
      const opaque = { xattrs: { 'trusted.overlay.opaque': 'y' } };
      const lowers: TreeSpec[] = [
        { 'dir/one': character(0, 0), gone: { ...opaque }, 'gone/x': 'new x', sym: 'a file now' },
        { a: {}, 'dir/three': '3', 'a.txt': character(0, 0), 'pipe/under': 'hidden by nothing' },
        BASE,
      ];
      const operations: Operation[] = [
        ['rename', 'dir', 'moved'],
        ['write', 'a.txt', 'again'],
        ['remove', 'gone/x'],
        ['write', 'dir', ''],
        ['remove', 'pipe'],
      ];
      expect(await check({ lowers, operations })).toContain('added "moved/three"');
    });

    test('works over 100 lowers', async () => {
      const lowers = Array.from(
        { length: 100 },
        (_, index): TreeSpec => ({
          [`d/f${index}`]: `${index}`,
          [`d/s/g${index % 7}`]: `${index}`,
          same: `${index}`,
        }),
      );
      const operations: Operation[] = [
        ['rename', 'd', 'e'],
        ['append', 'same', 'x'],
        ['write', 'e/f5', 'five'],
        ['remove', 'e/f99'],
      ];
      expect(await check({ lowers, operations })).toHaveLength(1 + 1 + 99 + 1 + 7 + 1);
    });

    test('works in a path of 3,000 bytes', async () => {
      const deep = Array.from({ length: 12 }, () => 'n'.repeat(249)).join('/');
      const operations: Operation[] = [
        ['append', `${deep}/f`, 'x'],
        ['rename', `${deep}/d`, `${deep}/e`],
        ['rename', deep.slice(0, 249), 'short'],
      ];
      const lines = await check({ lowers: [{ [`${deep}/f`]: '', [`${deep}/d/g`]: '' }], operations });
      expect(lines).toHaveLength(1 + 12 + 3);
    });

    test('ignores an opaque mark on the root of a lower, as the kernel does', async () => {
      const lowers: TreeSpec[] = [{ '': { xattrs: { 'trusted.overlay.opaque': 'y' } }, top: '' }, BASE];
      expect(await check({ lowers, operations: [['remove', 'a.txt']] })).toEqual(['deleted "a.txt"']);
    });
  },
);

describeUnless(isRoot, 'needs root to mount overlays')(
  'readChanges after a job on a userxattr overlay',
  () => {
    test('reads its marks from user.overlay and takes trusted.overlay as data', async () => {
      const operations: Operation[] = [
        ['remove', 'dir'],
        ['mkdir', 'dir'],
        ['write', 'dir/two', '2'],
        ['xattr', 'a.txt', 'user.overlay.metacopy', ''],
        ['remove', 'b.txt'],
      ];
      await using job = await runKernelJob({ lowers: [BASE], operations, marks: 'user' });
      const lines = linesOf(readChanges(job.part));
      expect(lines).toEqual(expectedLines(job.before, job.after));
      expect(lines).toContain('deleted "dir/one"');
      expect(lines).toContain('metadata "a.txt"');
    });
  },
);

const hasFuse = isRoot && existsSync('/dev/fuse') && existsSync('/usr/bin/fuse-overlayfs');

// It shows the names of a lower's link group as one inode or as several, as it happens to have met them.
describeUnless(hasFuse, 'needs root, /dev/fuse and fuse-overlayfs')(
  'readChanges after a job on fuse-overlayfs that',
  () => {
    const unlinked = { ...BASE, linked: 'l', 'links/again': 'l' };
    for (const [title, operations] of CASES) {
      if (JSON.stringify(operations).includes('link')) continue;
      test(title, async () => {
        await using job = await runKernelJob({
          lowers: [{ 'd/two': 'two' }, unlinked],
          operations,
          marks: 'fuse',
        });
        expect(linesOf(readChanges(job.part))).toEqual(expectedLines(job.before, job.after));
      });
    }
  },
);
