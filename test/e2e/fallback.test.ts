import { existsSync } from 'node:fs';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { describeUnless, isRoot, skipUnless } from '../fixtures/requirements.js';
import { buildRootfs } from '../fixtures/rootfs.js';
import { openRunner, type Runner, UIDS } from './runner.js';

const hasFuse = existsSync('/usr/bin/fuse-overlayfs') && existsSync('/dev/fuse');
const needsFuse = skipUnless(hasFuse, 'needs /dev/fuse and fuse-overlayfs');
const HOME = '/mnt/layover-test-home';

// An upper cannot lie on an overlay: with the state directory on one, the kernel refuses every overlay of ours.
const HOME_ON_OVERLAY = `
mount -t tmpfs tmpfs /mnt
mkdir -p /mnt/l /mnt/u /mnt/w ${HOME}
mount -t overlay overlay -o lowerdir=/mnt/l,upperdir=/mnt/u,workdir=/mnt/w ${HOME}
chmod 700 ${HOME}
`;
const NO_FUSE = 'mount --bind /dev/null /dev/fuse\n';

const spec = { command: ['sh', '-c', 'echo x >/srv/x; cat /srv/x; rm /etc/hostname'] };
const CHANGES = ['deleted etc/hostname', 'added srv/x'];

async function runOnce(runner: Runner, driver?: 'auto' | 'kernel' | 'fuse' | 'copy') {
  const rootfs = await buildRootfs(runner.dir.join('rootfs'));
  await execa('chown', ['-Rh', `${runner.uid}:${runner.uid}`, rootfs]);
  const [answer] = await runner.run({
    spec: driver === undefined ? spec : { ...spec, driver },
    lowers: [rootfs],
  });
  return answer;
}

describeUnless(isRoot, 'needs root, to mount')('where the kernel refuses its overlay', () => {
  needsFuse('a job runs on fuse-overlayfs, and the receipt and one notice say which and why', async () => {
    await using runner = await openRunner('root', { prepare: HOME_ON_OVERLAY, home: HOME });
    const job = await runOnce(runner);
    expect(job?.failure).toBe(undefined);
    expect(job).toMatchObject({ stdout: 'x\n', result: { receipt: { driver: 'fuse' } } });
    expect(job?.changes.map(({ change, path }) => `${change} ${path}`)).toEqual(CHANGES);
    expect(job?.result.receipt.fallbacks.map(({ used }) => used).at(-1)).toBe('fuse-overlayfs');
    expect(job?.result.receipt.fallbacks[0]?.reason).toMatch(/EINVAL|EOPNOTSUPP|EROFS|ENOTSUP/);
    expect(job?.notices).toEqual([
      expect.stringMatching(/kernel overlay is refused here \(.*\); using fuse-overlayfs/),
    ]);
  });

  for (const mode of ['single', 'ranges'] as const) {
    test(`and there is no fuse either, it runs on a copy, and says so, as ${mode}`, async () => {
      await using runner = await openRunner(mode, {
        prepare: `${HOME_ON_OVERLAY}chown ${UIDS[mode]} ${HOME}\n${NO_FUSE}`,
        home: HOME,
      });
      const job = await runOnce(runner);
      expect(job?.failure).toBe(undefined);
      expect(job).toMatchObject({ stdout: 'x\n', result: { receipt: { driver: 'copy' } } });
      expect(job?.changes.map(({ change, path }) => `${change} ${path}`)).toEqual(CHANGES);
      const used = job?.result.receipt.fallbacks.map((fallback) => fallback.used);
      expect(used?.slice(-1)).toEqual(['a copy of the lowers']);
      expect(job?.notices.at(-1)).toMatch(/using a copy of the lowers/);
    });
  }

  // A copy must be shown with its owners mapped, which an overlay cannot be: nothing is left to fall back to.
  test('and there is no fuse either, root is told what to do', async () => {
    await using runner = await openRunner('root', { prepare: HOME_ON_OVERLAY + NO_FUSE, home: HOME });
    expect((await runOnce(runner))?.failure).toMatchObject({
      step: 'mount-overlay',
      hint: expect.stringContaining('LAYOVER_HOME'),
    });
  });

  test('a job that insists on it does not start', async () => {
    await using runner = await openRunner('root', { prepare: HOME_ON_OVERLAY, home: HOME });
    expect((await runOnce(runner, 'kernel'))?.failure).toMatchObject({
      code: 'LAYOVER_SETUP',
      step: 'mount-overlay',
      hint: expect.stringContaining('LAYOVER_HOME'),
    });
  });
});
