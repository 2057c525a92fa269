import { describe, expect, test } from 'vitest';
import type { RawPath } from '#src/base/bytes-path.js';
import { type MarkStyle, splitXattrs } from '#src/tree/marks.js';

const ON_DISK = [
  'security.capability',
  'trusted.overlay.opaque',
  'trusted.overlay.origin',
  'trusted.overlay.overlay.opaque',
  'trusted.overlay.overlay.overlay.x',
  'trusted.zone',
  'user.containers.override_stat',
  'user.fuseoverlayfs.origin',
  'user.overlay.overlay.redirect',
  'user.overlay.redirect',
];

const KEPT: Readonly<Record<MarkStyle, string[]>> = {
  trusted: [
    'security.capability',
    'trusted.overlay.opaque',
    'trusted.overlay.overlay.x',
    'trusted.zone',
    'user.containers.override_stat',
    'user.fuseoverlayfs.origin',
    'user.overlay.overlay.redirect',
    'user.overlay.redirect',
  ],
  user: [...ON_DISK.slice(0, 8), 'user.overlay.redirect'],
  fuse: ['security.capability', 'trusted.zone'],
  plain: ON_DISK,
};

describe('splitXattrs', () => {
  const split = (style: MarkStyle) =>
    splitXattrs(
      ON_DISK.map((name) => [name as RawPath, Buffer.from('y')] as const),
      style,
    );

  for (const style of ['trusted', 'user', 'fuse', 'plain'] as const) {
    test(`keeps what a job sees in the style "${style}", sorted`, () => {
      expect(split(style).xattrs.map(([name]) => name)).toEqual(KEPT[style]);
    });
  }

  test('obeys only the marks of the style that was mounted', () => {
    expect(split('trusted').marks).toMatchObject({ opaque: true, metacopy: false });
    expect(split('trusted').marks.redirect).toBeUndefined();
    expect(split('user').marks).toMatchObject({ opaque: false, redirect: 'y' });
    expect(split('plain').marks).toEqual({ opaque: false, metacopy: false, whiteout: false });
  });

  test('takes only "y" for opaque', () => {
    for (const value of ['x', '', 'yes', 'n']) {
      const pairs = [['trusted.overlay.opaque' as RawPath, Buffer.from(value)]] as const;
      expect(splitXattrs(pairs, 'trusted').marks.opaque, value).toBe(false);
    }
  });
});
