import { absent, directory, fifo, file, link, symlink, type TreeSpec } from '../fixtures/tree.js';

const many = <T>(count: number, make: (index: number) => readonly [string, T]): Record<string, T> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => make(index)));

/** What a job starts from. */
export const BEFORE: TreeSpec = {
  ...many(10, (n) => [`keep/${n}`, `kept ${n}`]),
  ...many(10, (n) => [`src/m${n}`, `old ${n}\n`]),
  ...many(8, (n) => [`src/d${n}`, `going ${n}`]),
  ...many(3, (n) => [`gone${n}/deep/f`, `in it ${n}`]),
  ...many(3, (n) => [`gone${n}/g`, link(`gone${n}/deep/f`)]),
  ...many(4, (n) => [`mode${n}`, file(`mode ${n}`, { mode: 0o644 })]),
  ...many(3, (n) => [`dirs/${n}/`, directory({ mode: 0o755 })]),
  'to-dir': 'a file',
  'to-file/in': 'a directory',
  'to-link': 'a file',
  'link-to-file': symlink('src/m0'),
  relink: symlink('src/m1'),
  'pipe-to-file': fifo(),
  group1: 'shared',
  group2: link('group1'),
};

/** What it leaves: laid over a copy of `BEFORE`, some 60 changes of every kind. */
export const AFTER: TreeSpec = {
  ...many(10, (n) => [`src/m${n}`, `new ${n} `.repeat(n + 1)]),
  ...many(8, (n) => [`src/d${n}`, absent()]),
  ...many(3, (n) => [`gone${n}`, absent()]),
  ...many(10, (n) => [`src/a${n}`, `added ${n}`]),
  ...many(3, (n) => [`fresh${n}/deep/f`, `new in ${n}`]),
  ...many(3, (n) => [`fresh${n}/l`, symlink('deep/f')]),
  ...many(4, (n) => [`mode${n}`, file(`mode ${n}`, { mode: 0o700 })]),
  ...many(3, (n) => [`dirs/${n}/`, directory({ mode: 0o750 })]),
  'to-dir': absent(),
  'to-dir/': directory({ mode: 0o710 }),
  'to-dir/in': 'now a directory',
  'to-file': 'now a file',
  'to-link': symlink('keep/0'),
  'link-to-file': 'now a file',
  relink: symlink('src/m2'),
  'pipe-to-file': 'now a file',
  pipe: fifo({ mode: 0o600 }),
  group1: 'shared anew',
  group2: link('group1'),
  group3: link('group1'),
};
