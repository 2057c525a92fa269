import { mkdir, open, stat } from 'node:fs/promises';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { bytesFromRaw } from '#src/base/bytes-path.js';
import { diffSnapshots, snapshotTree } from '../fixtures/snapshot.js';
import { collect, openSession } from './session.js';

const LONG = 'n'.repeat(255);
const COUNT = 10_000;
const SPARSE_BYTES = 4 * 2 ** 30;

const SCRIPT = `
cd /srv && mkdir many && probe many many ${COUNT}
probe hole sparse ${SPARSE_BYTES}; printf end >>sparse
i=0; while [ $i -lt 15 ]; do mkdir $(printf 'd%.0s' $(seq 200)) || exit 1; cd d*; i=$((i+1)); done; printf deep >bottom; cd /srv
printf long >${LONG}; mkdir -p ${LONG}.d 2>/dev/null; mkdir names
printf n >"$(printf 'names/new\\nline')"; printf u >"$(printf 'names/\\377\\376bad')"; printf c >"$(printf 'names/\\001\\033[31m')"; printf b >'names/back\\slash "quoted"'
`;

test('many, big, deep and oddly named things are diffed, committed to a directory and a tar, and discarded', async () => {
  await using session = await openSession();
  const { layover, rootfs, dir } = session;
  const errors = collect();
  const job = await layover.run({ lowers: [rootfs], command: ['sh', '-c', SCRIPT], stderr: errors.stream });
  expect(job).toMatchObject({ outcome: { kind: 'exited', exitCode: 0 } });
  expect(errors.text()).toBe('');
  expect(job.result.changes.added).toBeGreaterThan(COUNT + 20);

  const changes = await job.readChanges();
  const paths = changes.map(({ path }) => bytesFromRaw(path));
  expect(paths.filter((path) => path.toString('latin1').startsWith('srv/many/')).length).toBe(COUNT);
  expect(Math.max(...paths.map((path) => path.length))).toBeGreaterThan(3_000);
  expect(paths.some((path) => path.toString().endsWith(`/${LONG}`))).toBe(true);
  expect(changes.filter(({ path }) => path.startsWith('srv/names/')).map(({ path }) => path)).toEqual([
    'srv/names/\x01\x1b[31m',
    'srv/names/back\\slash "quoted"',
    'srv/names/new\nline',
    'srv/names/\xff\xfebad',
  ]);

  const [committed, extracted] = [dir.join('committed'), dir.join('extracted')];
  await job.commit({ to: committed, from: 'srv' });
  await job.commitTar({ file: dir.join('layer.tar'), from: 'srv', except: ['srv/sparse'] });
  await mkdir(extracted);
  await execa('tar', ['-xf', dir.join('layer.tar'), '-C', extracted]);
  await expectSparse(`${committed}/sparse`);
  await execa('rm', [`${committed}/sparse`]);
  const [left, right] = [
    await snapshotTree(committed, { includeRoot: false }),
    await snapshotTree(extracted, { includeRoot: false }),
  ];
  expect(left.entries.size).toBe(changes.length - 1);
  expect(diffSnapshots(left, right)).toEqual([]);

  await job.discard();
  await layover.emptyTrash();
  // An open runner has a directory ready for its next job.
  await layover.close();
  const { stdout } = await execa('find', [`${session.home}/jobs`, `${session.home}/trash`, '-mindepth', '1']);
  expect(stdout).toBe('');
});

async function expectSparse(path: string): Promise<void> {
  const { size, blocks } = await stat(path);
  expect(size).toBe(SPARSE_BYTES + 3);
  expect(blocks * 512).toBeLessThan(1 << 20);
  await using handle = await open(path);
  const { buffer } = await handle.read(Buffer.alloc(3), 0, 3, SPARSE_BYTES);
  expect(buffer.toString()).toBe('end');
}

test('a 4 GiB sparse file goes through a tar', async () => {
  await using session = await openSession();
  const job = await session.layover.run({
    lowers: [session.rootfs],
    command: ['probe', 'hole', '/srv/sparse', String(SPARSE_BYTES)],
  });
  const file = session.dir.join('layer.tar');
  await job.commitTar({ file });
  const { stdout } = await execa('tar', ['-tvf', file]);
  expect(stdout).toContain(String(SPARSE_BYTES));
});
