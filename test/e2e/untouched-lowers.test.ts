import { expect, test } from 'vitest';
import { diffHostState, hostState, openDescriptors } from '../fixtures/processes.js';
import { diffSnapshots, snapshotTree } from '../fixtures/snapshot.js';
import { fifo, file, link, symlink, tree } from '../fixtures/tree.js';
import { openSession } from './session.js';

const JOBS = 1_000;
const AT_ONCE = 4;

const SCRIPTS: readonly string[] = [
  'printf more >>/srv/edit; rm /srv/gone; mv /srv/moved /srv/there',
  'rm -rf /srv /etc /home; mkdir /srv; printf x >/srv/edit',
  'mv /srv/tree /srv/branch; printf y >/srv/branch/a/b; chmod 700 /srv/branch; touch /srv/*',
  'ln /srv/linked /srv/again; printf z >>/srv/linked; truncate -s 1 /srv/also; chown 5:5 /srv/edit || :',
  'find / -xdev -type f -exec touch {} +; probe setxattr /srv/edit user.k v; cat /srv/edit /etc/passwd',
];

test(`lowers stay as they are, inodes and times included, over ${JOBS} jobs`, async () => {
  await using session = await openSession({ concurrency: AT_ONCE });
  const { rootfs, layover } = session;
  await tree(rootfs, {
    'srv/edit': file('text', { mtimeNs: 1_400_000_000_000_000_001n, xattrs: { 'user.kept': 'yes' } }),
    'srv/gone': 'gone',
    'srv/moved': 'moved',
    'srv/linked': 'linked',
    'srv/also': link('srv/linked'),
    'srv/tree/a/b': 'b',
    'srv/pointer': symlink('edit'),
    'srv/pipe': fifo(),
  });
  await session.run('true');
  const [before, machine, descriptors] = [
    await snapshotTree(rootfs, { exact: true }),
    await hostState(),
    await openDescriptors(),
  ];
  const jobs = Array.from({ length: JOBS }, async (_, index) => {
    const job = await layover.run({
      lowers: [rootfs],
      command: ['sh', '-c', SCRIPTS[index % SCRIPTS.length] ?? ''],
    });
    await job.discard();
    return job.outcome;
  });
  const outcomes = await Promise.all(jobs);
  await layover.emptyTrash();
  expect(outcomes.filter((outcome) => outcome.kind !== 'exited' || outcome.exitCode !== 0)).toEqual([]);
  expect(diffSnapshots(before, await snapshotTree(rootfs, { exact: true }))).toEqual([]);
  expect(diffHostState(machine, await hostState())).toEqual([]);
  // Each job that ran at the same time as others took a range of ids, whose lock the runner keeps for the next. What stands
  // ready for a next job, and a second thread for trees, have some ten more for a while.
  expect((await openDescriptors()).length).toBeLessThan(descriptors.length + AT_ONCE + 16);
});
