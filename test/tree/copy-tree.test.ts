import { mkdir } from 'node:fs/promises';
import { expect } from 'vitest';
import { type HostPath, hostPath } from '#src/base/bytes-path.js';
import { AT_FDCWD, S_IFCHR } from '#src/native/constants.js';
import { syscalls } from '#src/native/syscalls.js';
import { copyTree } from '#src/tree/copy-tree.js';
import { rootTest } from '../fixtures/requirements.js';
import { diffSnapshots, snapshotTree } from '../fixtures/snapshot.js';
import { tempDir } from '../fixtures/temp.js';
import { directory, file, tree } from '../fixtures/tree.js';

rootTest('an upper is copied as it is, marks, whiteouts, links, holes and times included', async () => {
  await using dir = await tempDir();
  const [from, to] = ['from', 'to'].map((name) => hostPath(dir.join(name))) as [HostPath, HostPath];
  for (const path of [from, to]) await mkdir(path);
  await tree(dir.join('from'), {
    d: directory(),
    'd/e': directory(),
    'd/e/deep': file('x', { mode: 0o4755 }),
    empty: directory(),
    one: file('text'),
  });
  const set = (name: string, key: string, value: string): void =>
    syscalls.setXattr(AT_FDCWD, `${from}/${name}`, { key, value: Buffer.from(value) });
  set('d', 'trusted.overlay.opaque', 'y');
  set('d/e', 'trusted.overlay.redirect', '/old');
  set('one', 'user.note', 'n');
  syscalls.mknod(AT_FDCWD, `${from}/gone`, { mode: S_IFCHR, major: 0, minor: 0 });
  syscalls.symlink('nowhere', AT_FDCWD, `${from}/link`);
  syscalls.link({ dirfd: AT_FDCWD, name: `${from}/one` }, { dirfd: AT_FDCWD, name: `${from}/d/two` });
  syscalls.chown(AT_FDCWD, `${from}/empty`, { uid: 7, gid: 8 });
  syscalls.utimes(AT_FDCWD, `${from}/d`, { mtimeNs: 1_000_000_123n });
  copyTree(from, to);
  const [copy, original] = [await snapshotTree(dir.join('to')), await snapshotTree(dir.join('from'))];
  expect(diffSnapshots(original, copy)).toEqual([]);
  const marks = syscalls.getXattrs(AT_FDCWD, `${to}/d/e`).map(([name]) => name);
  expect(marks).toContain('trusted.overlay.redirect');
});
