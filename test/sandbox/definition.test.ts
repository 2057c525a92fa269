/** What is wrong with a definition is said with file, line and column; what is right comes back as data. */
import { mkdir, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { hostPath } from '#src/base/bytes-path.js';
import { storeIn } from '#src/layers/store.js';
import { resolveLowers } from '#src/sandbox/definition/lowers.js';
import { parseDefinition, readDefinition } from '#src/sandbox/definition/read-definition.js';
import { tempDir } from '../fixtures/temp.js';

test('a definition that uses every key comes back as it was written', async () => {
  const text = `
description: all of it
lowers: [host, ./rootfs]
expose: [/usr]
hide: [/usr/share]
project: /work
network: none
seccomp: default
env: { pass: [LANG], set: { CI: "true" } }
limits: { memory: 2G, cpus: 0.5, pids: 10, disk: 1G, files: 64, timeout: 10m, output: 1M }
require: [userns]
`;
  const definition = await parseDefinition(text, 'all.yaml');
  expect(definition).toMatchObject({ lowers: ['host', './rootfs'], limits: { memory: '2G', cpus: 0.5 } });
});

test('an empty definition is one', async () => {
  expect(await parseDefinition('# nothing\n', 'empty.yaml')).toEqual({});
});

const LAUGHS = `a: &a [x, x, x, x, x, x, x, x, x, x]
b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
d: [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
`;

type Wrong = readonly [name: string, text: string, message: RegExp];

const WRONG: readonly Wrong[] = [
  ['a key that is not known', 'network: none\nprojct: /work\n', /^x:2:1: projct: unknown key$/],
  ['an inner key', 'limits:\n  memory: 1G\n  memry: 2G\n', /^x:3:3: limits\.memry: unknown key$/],
  ['a bad choice', 'network: bridge\n', /^x:1:10: network: .*"none"\|"host".*, got "bridge"$/],
  ['a bad size', 'limits:\n  memory: lots\n', /^x:2:11: limits\.memory: must be a size .*, got "lots"$/],
  ['a size of nothing', 'limits: { disk: 0 }\n', /^x:1:17: limits\.disk: must be a size .*, got 0$/],
  ['a bad duration', 'limits: { timeout: 3 fortnights }\n', /^x:1:20: limits\.timeout: must be a duration/],
  ['a count with a fraction', 'limits: { pids: 1.5 }\n', /^x:1:17: limits\.pids: .*got 1\.5$/],
  [
    'a list where one word belongs',
    'limits: { memory: [1G] }\n',
    /^x:1:19: limits\.memory: expected string or number$/,
  ],
  [
    'a relative place',
    'project: work\n',
    /^x:1:10: project: must be an absolute path without "\.\.", got "work"$/,
  ],
  ['a place that climbs', 'hide:\n- /a\n- /b/../..\n', /^x:3:3: hide\.1: must be an absolute path/],
  [
    'a name that no variable has',
    'env: { set: { 1X: a } }\n',
    /^x:1:15: env\.set\.1X: the key must be letters/,
  ],
  ['a word that is none', 'require: [seccmp]\n', /^x:1:11: require\.0: .*"seccomp".*got "seccmp"$/],
  ['a text', 'just words\n', /^x:1:1: expected object|^x:1:1: .*expected/],
  ['a key twice', 'network: none\nnetwork: host\n', /^x:2:1: Map keys must be unique/],
  ['a tab', 'limits:\n\tpids: 3\n', /^x:2:1: /],
  ['two documents', 'network: none\n---\nnetwork: host\n', /^x:\d:\d: /],
  ['aliases without end', LAUGHS, /^x:1:1: .*alias/i],
  ['an alias of nothing', 'hide: *none\n', /^x:1:\d+: .*alias/i],
];

test.each(WRONG)('%s is told where it stands', async (_name, text, message) => {
  await expect(parseDefinition(text, 'x')).rejects.toMatchObject({
    code: 'LAYOVER_DEFINITION',
    message: expect.stringMatching(message) as string,
  });
});

test('a mistyped key is guessed, at any depth', async () => {
  await expect(parseDefinition('projct: /work\n', 'x')).rejects.toMatchObject({
    hint: 'Did you mean project?',
  });
  await expect(parseDefinition('limits: { memry: 1G }\n', 'x')).rejects.toMatchObject({
    hint: 'Did you mean memory?',
  });
});

test('a shipped name that was mistyped is guessed; a directory and a missing file say so', async () => {
  await using dir = await tempDir();
  const hinted = {
    code: 'LAYOVER_DEFINITION',
    hint: expect.stringContaining('Did you mean build?') as string,
  };
  await expect(readDefinition('biuld')).rejects.toMatchObject(hinted);
  const refusal = (message: string) => ({
    code: 'LAYOVER_DEFINITION',
    message: expect.stringContaining(message) as string,
  });
  await expect(readDefinition(`${dir.path}/`)).rejects.toMatchObject(refusal('is a directory'));
  await expect(readDefinition(dir.join('none.yaml'))).rejects.toMatchObject(refusal('does not exist'));
});

test('a relative lower of a definition lies beside its file, whatever the working directory', async () => {
  await using dir = await tempDir();
  await mkdir(dir.join('kit/rootfs'), { recursive: true });
  await writeFile(dir.join('kit/own.yaml'), 'lowers: [rootfs]\n');
  const definition = await readDefinition(dir.join('kit/own.yaml'));
  const words = definition.lowers?.map((word) => ({ word, base: definition.directory })) ?? [];
  const store = storeIn(hostPath(dir.join('home')));
  expect(resolveLowers(words, store)).toEqual([dir.join('kit/rootfs')]);
  expect(() => resolveLowers([{ word: 'rootfs' }], store)).toThrow(/does not exist/);
});

test('every shipped definition is without a mistake', async () => {
  const all = await Promise.all(['host', 'build', 'node', 'bare', 'strict'].map(readDefinition));
  expect(all.map(({ network = 'none' }) => network)).toEqual(['none', 'none', 'host', 'none', 'none']);
  expect(all.at(-1)?.require).toEqual([
    'userns',
    'network-none',
    'kernel-overlay',
    'seccomp',
    'landlock',
    'limits',
  ]);
});
