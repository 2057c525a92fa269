import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import {
  findRef,
  isRefName,
  listRefs,
  parseGivenName,
  parseRefName,
  removeRef,
  writeRef,
} from '#src/layers/refs.js';
import { resolveChain } from '#src/layers/resolve-layer.js';
import { tempDir } from '../fixtures/temp.js';
import { makeLayer, openStore } from './store-fixture.js';

test('names are lower-case words, dots, dashes and slashes, with a tag if wanted', () => {
  for (const good of [
    'a',
    '0',
    'base',
    'team/app:v2',
    'a.b-c_d/e:Tag_1.2-x',
    'x'.repeat(200),
    'localhost:5000/a/b:v1',
    'reg.io:443/a',
  ])
    expect(isRefName(good), good).toBe(true);
  for (const bad of [
    '',
    'A',
    '.a',
    '-a',
    '/a',
    'a/',
    'a//b',
    'a/./b',
    'a/../b',
    'a/..',
    'a:',
    'a:b:c',
    'a:/b',
    'a b',
    'a\n',
    'ä',
    'a%2Fb',
    'sha256:x/y',
    'x'.repeat(201),
    'a/..:tag',
    'host:port/a',
    'host:123456/a',
    'a/host:80/b',
    // As a file it would have a name of more than 255 bytes.
    `a${'/a'.repeat(90)}`,
  ]) {
    expect(isRefName(bad), bad).toBe(false);
    expect(() => parseRefName(bad)).toThrow(expect.objectContaining({ code: 'LAYOVER_USAGE' }));
  }
  expect(parseRefName('app:latest')).toBe('app');
  expect(parseRefName('localhost:5000/app:latest')).toBe('localhost:5000/app');
  expect(parseGivenName('app/layover:latest')).toBe('app/layover');
  for (const own of ['layover/merged/x', 'layover/x:v1', 'sha256:abc'])
    expect(() => parseGivenName(own)).toThrow(expect.objectContaining({ code: 'LAYOVER_USAGE' }));
});

test('each name is a file of its own, and comes back as it was', async () => {
  await using dir = await tempDir();
  const store = await openStore(dir);
  const chain = [{ layer: 'ab'.repeat(32) }, { directory: { path: '/srv/base' } }];
  for (const name of ['a/b', 'a.b', 'a-b', 'a:b', 'a'])
    writeRef(store, { name, createdAt: 'now', chain, config: {} });
  expect((await readdir(store.refs)).sort()).toEqual(['a', 'a%2Fb', 'a-b', 'a.b', 'a:b']);
  expect(listRefs(store).map(({ name }) => name)).toEqual(['a', 'a-b', 'a.b', 'a/b', 'a:b']);
  expect(findRef(store, 'a/b')).toEqual({ name: 'a/b', createdAt: 'now', chain, config: {} });
  removeRef(store, 'a/b');
  expect(findRef(store, 'a/b')).toBeUndefined();
  expect(() => removeRef(store, 'a/b')).toThrow(expect.objectContaining({ code: 'LAYOVER_LAYER_UNKNOWN' }));
});

test('a layer is found by its id, or by a beginning of it that is its alone', async () => {
  await using layer = await makeLayer({ a: 'x' });
  const { store, id } = layer;
  for (const text of [id, id.slice(0, 12), id.slice(0, 40)])
    expect(resolveChain(store, `sha256:${text}`)).toEqual([{ layer: id }]);
  for (const [text, code] of [
    ['abc', 'LAYOVER_USAGE'],
    [`${id}0`, 'LAYOVER_USAGE'],
    ['0'.repeat(12), 'LAYOVER_LAYER_UNKNOWN'],
    ['0'.repeat(64), 'LAYOVER_LAYER_UNKNOWN'],
  ] as const) {
    expect(() => resolveChain(store, `sha256:${text}`), text).toThrow(expect.objectContaining({ code }));
  }
  expect(() => resolveChain(store, 'nothing')).toThrow(
    expect.objectContaining({ code: 'LAYOVER_LAYER_UNKNOWN' }),
  );
});
