/** What holds the limits of bytes and inodes: a watch, a tmpfs, an image. */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { release } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planDisk } from '#src/jail/limits/disk.js';
import { openGroups } from '#src/jail/limits/open.js';
import { planLimits } from '#src/jail/limits/plan.js';
import type { LimitSpec } from '#src/sandbox/definition/spec.js';
import { isRoot, rootTest, skipUnless } from '../fixtures/requirements.js';
import { type LimitedSession, openLimitedSession, type Ran } from './limited-session.js';

const groups = await openGroups(isRoot ? 'root' : 'rootless');
const EXITED_0 = { kind: 'exited', exitCode: 0 };

let session: LimitedSession;
const bash = async (script: string, limits: LimitSpec): Promise<Ran> => await session.bash(script, limits);
beforeAll(async () => {
  session = await openLimitedSession();
});
afterAll(async () => await session[Symbol.asyncDispose]());

const kernelVersion = release().split('.').map(Number) as [number, number];
const hasScratch = kernelVersion[0] > 6 || (kernelVersion[0] === 6 && kernelVersion[1] >= 15);
const tmpfsTest = skipUnless(hasScratch, 'needs Linux 6.15, for an overlay over a mount attached nowhere');
const imageTest = skipUnless(
  hasScratch && isRoot && existsSync('/dev/loop-control') && existsSync('/sbin/mkfs.ext4'),
  'needs root, Linux 6.15, loop devices and mkfs.ext4',
);

describe('disk', () => {
  const full = { kind: 'limit', which: 'disk' };
  const write = (name: string): string => `dd if=/dev/zero of=/srv/${name} bs=1M count=15 2>/dev/null`;
  const fills = [
    ['one large file', 'dd if=/dev/zero of=/srv/x bs=1M count=60 2>/dev/null; exit $?'],
    ['several files', `${write('a')} && ${write('b')} || exit 5; sleep 30`],
    [
      'files that have no name any more',
      `exec 3>/srv/a 4>/srv/b; rm /srv/?; for i in 3 4; do head -c 15M /dev/zero >&$i || { sleep 0.3; exit 5; }; done; sleep 30`,
    ],
    [
      'a flood of empty files',
      'mkdir /srv/d; cd /srv/d; for i in {1..30000}; do : >$i || exit 5; done; sleep 30',
    ],
  ] as const;

  for (const [diskBy, kind, declareBy] of [
    ['watch', 'soft', test],
    ['tmpfs', 'hard', tmpfsTest],
    ['image', 'hard', imageTest],
  ] as const) {
    for (const [what, script] of fills) {
      // Files without a name are found through the processes of a group, which an ordinary user may not have.
      const declare = diskBy === 'watch' && what.includes('no name') ? rootTest : declareBy;
      declare(`${what}: ended at the limit held by ${diskBy}, and not below it`, async () => {
        const bounded = script.replace('sleep 30', 'sleep 1');
        const limited = await bash(script, { disk: '20M', diskBy });
        expect(limited.outcome).toEqual(full);
        expect(limited.receipt.limits.diskBytes).toEqual({ value: 20 << 20, kind, by: diskBy });
        if (kind === 'hard') expect(limited.changes.bytes).toBeLessThanOrEqual(20 << 20);
        expect((await bash(bounded, { disk: '500M', diskBy })).outcome).toEqual(EXITED_0);
      });
    }
  }

  test('a number of inodes is a limit of its own', async () => {
    const script = 'mkdir /srv/d; cd /srv/d; for i in {1..300}; do : >$i || exit 5; done; sleep 3';
    for (const diskBy of ['watch', ...(hasScratch ? (['tmpfs'] as const) : [])] as const) {
      const limited = await bash(script, { disk: '20M', inodes: 100, diskBy });
      expect(limited.outcome).toEqual({ kind: 'limit', which: 'inodes' });
      expect(limited.receipt.limits.inodes).toMatchObject({ value: 100, by: diskBy });
      expect((await bash(script, { disk: '20M', inodes: 1_000, diskBy })).outcome).toEqual(EXITED_0);
    }
  });

  tmpfsTest('is in memory for a small limit where memory allows, and watched for a large one', async () => {
    const by = async (limits: LimitSpec) => (await bash('true', limits)).receipt.limits.diskBytes?.by;
    expect(await by({ disk: '64M' })).toBe('tmpfs');
    expect(await by({ disk: '65M' })).toBe('watch');
    expect(await by({ disk: '64M', memory: '100M' })).toBe('watch');
    expect(await by({ disk: '64M', memory: '128M' })).toBe('tmpfs');
  });

  test('by an image is no way for a user, and the receipt says so', async () => {
    const plan = planDisk({ limits: { diskBytes: 1 }, asked: 'image', mode: 'rootless', kernel: '6.18.0' });
    expect(plan).toMatchObject({ by: 'watch', fallback: { reason: 'loop devices are for root alone' } });
    const old = planDisk({ limits: { diskBytes: 1 }, asked: 'tmpfs', mode: 'root', kernel: '6.12.9' });
    expect(old.fallback?.reason).toContain('6.15 does');
    expect(() => planLimits({ diskBytes: 1 }, { groups, isRequired: true, disk: old })).toThrow(
      expect.objectContaining({ code: 'LAYOVER_UNSUPPORTED' }),
    );
  });

  test('is none that is only watched where limits are required, but where that was asked for', () => {
    const plan = (limits: object, more: object = {}) =>
      planDisk({ limits, asked: 'auto', mode: 'root', isRequired: true, kernel: '6.18.0', ...more });
    const large = { diskBytes: 2 ** 30 };
    expect([plan(large).by, plan({ diskBytes: 1 << 20 }).by]).toEqual(['image', 'tmpfs']);
    expect(plan(large, { isRequired: false })).toEqual({ by: 'watch' });
    expect(plan(large, { asked: 'watch' })).toEqual({ by: 'watch' });
    for (const refused of [plan(large, { mode: 'rootless' }), plan({ inodes: 9 })]) {
      expect(refused).toMatchObject({ by: 'watch', fallback: { used: 'a look from time to time' } });
      expect(() => planLimits({ files: 1 }, { groups, isRequired: true, disk: refused })).toThrow(
        expect.objectContaining({ code: 'LAYOVER_UNSUPPORTED', hint: expect.stringContaining('watch') }),
      );
    }
  });

  imageTest('leaves no loop device and no image behind, and neighbours go on', async () => {
    const loops = async () => (await readdir('/sys/block')).filter((name) => name.startsWith('loop'));
    const bound = async () =>
      (
        await Promise.all(
          (
            await loops()
          ).map(async (name) => (existsSync(`/sys/block/${name}/loop/backing_file`) ? name : '')),
        )
      ).filter(Boolean);
    const before = await bound();
    const [filled, neighbour] = await Promise.all([
      bash('dd if=/dev/zero of=/srv/x bs=1M 2>/dev/null', { disk: '16M', diskBy: 'image' }),
      bash('echo fine; echo x >/srv/y', { disk: '16M', diskBy: 'image' }),
    ]);
    expect([filled.outcome, neighbour.stdout]).toEqual([full, 'fine\n']);
    await expect.poll(bound, { timeout: 5_000 }).toEqual(before); // the kernel lets go of one a moment later
  });
});
