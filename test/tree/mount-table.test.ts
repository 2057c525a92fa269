import { expect, test } from 'vitest';
import { readMountTable, visibleMounts } from '#src/tree/mount-table.js';

const ROOT = '20 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw';
const places = (...lines: readonly string[]): string[] =>
  visibleMounts([ROOT, ...lines].join('\n')).map(({ at, type }) => `${at} ${type}`);

test('mounts come parents first, with escapes read', () => {
  expect(places('22 21 0:3 / /a\\040b/c rw - tmpfs t rw', '21 20 0:2 / /a\\040b rw - xfs x rw')).toEqual([
    '/ ext4',
    '/a b xfs',
    '/a b/c tmpfs',
  ]);
});

test('of two mounts at one place the upper one is seen, and what lay on the lower one is not', () => {
  const below = '21 20 0:2 / /m rw - xfs x rw';
  const inside = '22 21 0:3 / /m/in rw - tmpfs t rw';
  expect(places(below, inside)).toEqual(['/ ext4', '/m xfs', '/m/in tmpfs']);
  expect(places(below, inside, '23 21 0:4 / /m rw - btrfs b rw')).toEqual(['/ ext4', '/m btrfs']);
});

test('a mount above a place covers what was mounted there before, not what comes later', () => {
  const deep = '21 20 0:2 / /a/b rw - xfs x rw';
  const above = '22 20 0:3 / /a rw - tmpfs t rw';
  expect(places(deep, above)).toEqual(['/ ext4', '/a tmpfs']);
  expect(places(above, '23 22 0:4 / /a/b rw - ext4 e rw')).toEqual(['/ ext4', '/a tmpfs', '/a/b ext4']);
});

test('read-only is the mount or its file system, and optional fields do not matter', () => {
  const [, one, two] = visibleMounts(
    [ROOT, '21 20 0:2 / /a ro master:3 shared:4 - xfs x rw', '22 20 0:3 / /b rw - squashfs s ro'].join('\n'),
  );
  expect([one?.isReadOnly, two?.isReadOnly]).toEqual([true, true]);
});

test('this machine has a root', () => {
  expect(readMountTable().map(({ at }) => at)).toContain('/');
});
