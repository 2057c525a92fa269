import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareRaw, type RawPath } from '#src/base/bytes-path.js';
import { encodeManifest, idOfManifest, type LayerEntry, type LayerObject } from '#src/layers/manifest.js';
import { parseManifest } from '#src/layers/parse-manifest.js';

const SHA = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
const plain = { mode: 0o644, uid: 0, gid: 0, size: 0, mtimeNs: 5n, xattrs: [] } as const;
const raw = (text: string): RawPath => text as RawPath;
const root: LayerEntry = object('', { type: 'directory', mode: 0o755 });

function object(
  path: string,
  over: Partial<LayerObject> & Pick<LayerObject, 'type'>,
  more: object = {},
): LayerEntry {
  return { kind: 'object', path: raw(path), object: { ...plain, ...over }, ...more };
}

const EXAMPLE: LayerEntry[] = [
  root,
  object('a b', { type: 'fifo', mtimeNs: -1n }),
  object('caf\xe9\n%', { type: 'symlink', target: raw('x=y z'), size: 5, mode: 0o777 }),
  object('d', { type: 'directory', mode: 0o1777, uid: 7, gid: 8 }, { isOpaque: true }),
  object(
    'd/f',
    {
      type: 'file',
      size: 3,
      xattrs: [
        [raw('user.a=b'), Buffer.from('\0v')],
        [raw('user.c'), Buffer.alloc(0)],
      ],
    },
    { sha256: SHA },
  ),
  { kind: 'link', path: raw('d/g'), to: raw('d/f') },
  object('d-e', { type: 'character', device: { major: 1, minor: 259 } }),
  { kind: 'deleted', path: raw('gone') },
];

const EXAMPLE_TEXT = `layover-layer 1
d . 0755 0 0 5
p a%20b 0644 0 0 -1
l caf%E9%0A%25 0777 0 0 5 x%3Dy%20z
o d 1777 7 8 5
f d/f 0644 0 0 5 3 ${SHA} user.a%3Db=AHY= user.c=
h d/g d/f
c d-e 0644 0 0 5 1:259
- gone
`;

test('a manifest is exactly this text, and reads back as what it was made of', () => {
  expect(encodeManifest(EXAMPLE).toString('latin1')).toBe(EXAMPLE_TEXT);
  expect(parseManifest(Buffer.from(EXAMPLE_TEXT))).toEqual(EXAMPLE);
  expect(idOfManifest(Buffer.from(EXAMPLE_TEXT))).toMatch(/^[0-9a-f]{64}$/);
});

for (const [what, from, to] of [
  ['another version', 'layover-layer 1', 'layover-layer 2'],
  ['a mode of other length', '0644 0 0 -1', '644 0 0 -1'],
  ['a number with a leading zero', '1777 7 8', '1777 07 8'],
  ['an id that means none', '1777 7 8', '1777 4294967295 8'],
  ['a time beyond 64 bits', '0644 0 0 -1', '0644 0 0 9223372036854775808'],
  ['an escape in lower case', '%E9', '%e9'],
  ['an escape that is not needed', 'p a%20b', 'p %61%20b'],
  ['an escaped slash', 'h d/g', 'h d%2Fg'],
  ['an upper-case digest', SHA, SHA.toUpperCase()],
  ['base64 without padding', 'AHY=', 'AHY'],
  ['xattrs out of order', 'user.a%3Db=AHY= user.c=', 'user.c= user.a%3Db=AHY='],
  ['an xattr twice', 'user.a%3Db=AHY= user.c=', 'user.c= user.c='],
  ['entries out of order', 'c d-e 0644 0 0 5 1:259\n- gone', '- gone\nc d-e 0644 0 0 5 1:259'],
  ['a path twice', '- gone\n', '- gone\n- gone\n'],
  ['a path without its directory', '- gone', '- gone/x'],
  ['a path through a link', 'h d/g d/f\n', 'h d/g d/f\n- d/g/x\n'],
  ['dots in a path', '- gone', '- ..'],
  ['a link to a later name', 'h d/g d/f', 'h d/g d-e'],
  ['a link to a directory', 'h d/g d/f', 'h d/g d'],
  ['an opaque root', 'd . 0755', 'o . 0755'],
  ['no root', 'd . 0755 0 0 5\n', ''],
  ['the device of a whiteout', '1:259', '0:0'],
  ['an empty line', '- gone\n', '- gone\n\n'],
  ['two spaces', 'h d/g d/f', 'h d/g  d/f'],
  ['a missing line end', '- gone\n', '- gone'],
  ['an unknown type', '- gone', 'x gone'],
  ['a symlink to nothing', ' x%3Dy%20z', ' '],
] as const) {
  test(`a manifest with ${what} is refused`, () => {
    expect(EXAMPLE_TEXT).toContain(from);
    const text = Buffer.from(EXAMPLE_TEXT.replace(from, to), 'latin1');
    expect(() => parseManifest(text)).toThrow(expect.objectContaining({ code: 'LAYOVER_LAYER_DAMAGED' }));
  });
}

const bytes = fc
  .uint8Array({ minLength: 1, maxLength: 8 })
  .map((data) => Buffer.from(data).toString('latin1'));
const name = bytes.filter((text) => !/[/\0]/.test(text) && text !== '.' && text !== '..');
const attributes = fc.record({
  mode: fc.integer({ min: 0, max: 0o7777 }),
  uid: fc.integer({ min: 0, max: 2 ** 32 - 2 }),
  gid: fc.integer({ min: 0, max: 2 ** 32 - 2 }),
  mtimeNs: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  xattrs: fc
    .uniqueArray(
      fc.tuple(
        bytes.map(raw),
        fc.uint8Array({ maxLength: 4 }).map((data) => Buffer.from(data)),
      ),
      {
        maxLength: 3,
        selector: ([key]) => key,
      },
    )
    .map((pairs) => pairs.sort(([a], [b]) => (a < b ? -1 : 1))),
});
const leaf = fc.tuple(
  name,
  attributes,
  fc.constantFrom('file', 'symlink', 'fifo', 'socket', 'block', 'deleted'),
  bytes,
);

test('any entries come back as they were, whatever bytes are in them', () => {
  fc.assert(
    fc.property(fc.uniqueArray(leaf, { selector: ([at]) => at }), (leaves) => {
      const entries: LayerEntry[] = leaves.map(([at, some, type, text]) => {
        if (type === 'deleted') return { kind: 'deleted', path: raw(at) };
        const target = text.replaceAll('\0', 'n');
        return object(
          at,
          {
            ...some,
            type,
            size: type === 'file' ? text.length : type === 'symlink' ? target.length : 0,
            ...(type === 'symlink' && { target: raw(target) }),
            ...(type === 'block' && { device: { major: text.length, minor: text.charCodeAt(0) } }),
          },
          type === 'file' ? { sha256: SHA } : {},
        );
      });
      const sorted = [root, ...entries.sort((a, b) => compareRaw(a.path, b.path))];
      expect(parseManifest(encodeManifest(sorted))).toEqual(sorted);
    }),
    { numRuns: 300 },
  );
});

test('no locale, umask or time zone changes a byte', async () => {
  const module = new URL('../../dist/layers/manifest.js', import.meta.url).href;
  const code = `const m = await import(${JSON.stringify(module)}); process.umask(0o77);
    const e = [{kind:'object',path:'',object:{type:'directory',mode:0o755,uid:0,gid:0,size:0,mtimeNs:1700000000123456789n,xattrs:[]}},
      {kind:'deleted',path:'\\u00e4'},{kind:'deleted',path:'\\u00f6Z'}];
    console.log(m.idOfManifest(m.encodeManifest(e)))`;
  const run = async (env: Record<string, string>) =>
    (await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code], { env })).stdout;
  const ids = await Promise.all([
    run({ LC_ALL: 'C', TZ: 'UTC' }),
    run({ LC_ALL: 'tr_TR.UTF-8', TZ: 'Pacific/Chatham' }),
  ]);
  expect(ids[0]).toMatch(/^[0-9a-f]{64}\n$/);
  expect(ids[1]).toBe(ids[0]);
});
