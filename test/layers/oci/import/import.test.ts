/** Images and layers as they come in: chains over what lies below, choices, digests, limits. */
import { mkdir, readdir, rename, symlink as symlinkFile, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { encodeManifest } from '#src/layers/manifest.js';
import { listRefs } from '#src/layers/refs.js';
import type { LayerStore } from '#src/layers/store.js';
import { readManifest } from '#src/layers/verify.js';
import { type Layover, openLayover } from '#src/sandbox/open.js';
import type { ImportOptions, ImportReport } from '#src/sandbox/store/layers.js';
import {
  addImage,
  addIndex,
  addJson,
  digestOf,
  type ImageSpec,
  type LayoutFiles,
  layoutOf,
  writeLayout,
} from '../../../fixtures/images.js';
import { hasPrograms } from '../../../fixtures/programs.js';
import { rootTest, skipUnless } from '../../../fixtures/requirements.js';
import { dir as directory, hardLink, member, pax, symbolic, tar, text } from '../../../fixtures/tars.js';
import { type TempDir, tempDir } from '../../../fixtures/temp.js';
import { character, fifo as makeFifo, socket, tree } from '../../../fixtures/tree.js';
import { openStore } from '../../store-fixture.js';

let dir: TempDir;
let store: LayerStore;
let layover: Layover;
beforeEach(async () => {
  dir = await tempDir();
  store = await openStore(dir);
  layover = await openLayover({ home: dir.join('home') });
});
afterEach(async () => {
  await layover.close();
  await dir[Symbol.asyncDispose]();
});

async function load(path: string, options: ImportOptions = {}): Promise<ImportReport> {
  const report = await layover.layers.import(path, { name: 'made', ...options });
  for (const id of report.layers) expect(await layover.layers.verify(id.slice(7))).toEqual([]);
  expect(await readdir(store.staging)).toEqual([]);
  return report;
}

async function refuse(path: string, message: RegExp | string, options: ImportOptions = {}): Promise<void> {
  await expect(load(path, options)).rejects.toThrow(message);
  expect(await readdir(store.staging)).toEqual([]);
  expect(await readdir(store.layers)).toEqual([]);
  expect(listRefs(store)).toEqual([]);
}

async function write(name: string, bytes: Buffer): Promise<string> {
  await writeFile(dir.join(name), bytes);
  return dir.join(name);
}

/** The manifests of the layers, the lowest first, as short lines: type, path, target, and mode where it is unusual. */
function linesOf({ layers }: ImportReport): string[][] {
  return layers.toReversed().map((id) => {
    const manifest = encodeManifest(readManifest(store, id.slice(7))).toString('latin1');
    const lines = manifest.trimEnd().split('\n').slice(2);
    return lines.map((line) => {
      const [type = '', path, mode, uid, , time, ...rest] = line.split(' ');
      if (type === '-' || type === 'h') return [type, path, mode].filter(Boolean).join(' ');
      return ['d', 'o'].includes(type)
        ? `${type} ${path} ${mode} ${uid} ${time}`
        : [type, path, type === 'l' ? rest[0] : ''].join(' ').trim();
    });
  });
}

async function loadImage(spec: ImageSpec, options: ImportOptions = {}): Promise<string[][]> {
  return linesOf(await load(await writeLayout(dir.join('image'), layoutOf(spec)), options));
}

const T = '1000000000000000';

test('directories that a layer does not describe are as the layers below have them, else plain', async () => {
  const layers = [
    tar(directory('a', { mode: 0o700 }), directory('a/b', { mode: 0o711 })),
    tar(text('a/b/c/f')),
    tar(text('.wh.a', ''), text('a/b/f')),
  ];
  expect(await loadImage({ layers })).toEqual([
    [`d a 0700 0 ${T}`, `d a/b 0711 0 ${T}`],
    [`d a 0700 0 ${T}`, `d a/b 0711 0 ${T}`, 'd a/b/c 0755 0 0', 'f a/b/c/f'],
    ['o a 0755 0 0', 'd a/b 0755 0 0', 'f a/b/f'],
  ]);
});

test('a whiteout stays only where there is something to delete', async () => {
  const layers = [
    tar(text('.wh.nothing', ''), text('f'), text('d/f')),
    tar(text('.wh.f', ''), text('.wh.nothing', ''), text('d/.wh.other', '')),
    tar(text('.wh.f', ''), text('.wh.d', '')),
  ];
  expect(await loadImage({ layers })).toEqual([
    ['d d 0755 0 0', 'f d/f', 'f f'],
    ['d d 0755 0 0', '- f'],
    ['- d'],
  ]);
});

test('whiteouts and opaque marks mean the same wherever they stand in a layer', async () => {
  const lowest = tar(text('d/a'), text('d/b'), text('e'), directory('g'), text('g/x'));
  const marks = [text('.wh.e', ''), text('d/.wh..wh..opq', ''), text('.wh.g', '')];
  const entries = [text('d/new'), text('g/y')];
  const seen = [];
  for (const members of [
    [...marks, ...entries],
    [...entries, ...marks],
    [marks[0], entries[0], marks[1], entries[1], marks[2]],
  ]) {
    seen.push((await loadImage({ layers: [lowest, tar(...(members as Buffer[]))] }))[1]);
  }
  expect(seen[0]).toEqual(['o d 0755 0 0', 'f d/new', '- e', 'o g 0755 0 0', 'f g/y']);
  expect(seen[1]).toEqual(seen[0]);
  expect(seen[2]).toEqual(seen[0]);
});

test('an opaque root deletes by name what lies below, and hides what it has again', async () => {
  const layers = [
    tar(text('a'), text('d/x'), text('e')),
    tar(text('.wh..wh..opq', ''), text('d/y'), text('e', 'new')),
  ];
  expect((await loadImage({ layers }))[1]).toEqual(['- a', 'o d 0755 0 0', 'f d/y', 'f e']);
});

test('a directory that takes the place of something else is opaque, and a file in place of one needs no whiteout', async () => {
  const layers = [
    tar(text('f'), text('d/x'), symbolic('l', 'd')),
    tar(directory('f'), text('d'), directory('l')),
  ];
  expect((await loadImage({ layers }))[1]).toEqual(['f d', `o f 0755 0 ${T}`, `o l 0755 0 ${T}`]);
});

test('a hard link to the layers below brings up all names that it has there', async () => {
  const layers = [
    tar(text('d/a', 'content'), hardLink('d/b', 'd/a'), hardLink('c', 'd/a'), text('other')),
    tar(text('d/b', 'another')),
    tar(hardLink('e', 'd/a')),
  ];
  expect((await loadImage({ layers }))[2]).toEqual(['f c', 'd d 0755 0 0', 'h d/a c', 'h e c']);
});

test('a hard link to something that the same layer deletes keeps the content', async () => {
  const layers = [tar(text('a', 'content')), tar(hardLink('b', 'a'), text('.wh.a', ''))];
  expect((await loadImage({ layers }))[1]).toEqual(['- a', 'f b']);
  const early = layoutOf({ layers: [tar(text('a')), tar(text('.wh.a', ''), hardLink('b', 'a'))] });
  await expect(load(await writeLayout(dir.join('early'), early))).rejects.toThrow(
    'Layer 2 of 2: The tar cannot be imported: b is a hard link to a, which is not there by then',
  );
});

test('the tar of a layer alone keeps every whiteout, since nobody knows what it will lie on', async () => {
  const path = await write('l.tar', tar(text('.wh.a', ''), text('d/.wh..wh..opq', ''), text('d/.wh.b', '')));
  expect(linesOf(await load(path))).toEqual([['- a', 'o d 0755 0 0']]);
});

test('what one digest vouches for is not taken where that is wrong, and nothing of the image is there', async () => {
  const layers = [
    tar(text('a')),
    { plain: tar(text('b')), packed: gzipSync(tar(text('b'))), type: 'tar+gzip' },
  ];
  const change = async (edit: (files: LayoutFiles) => void, message: RegExp): Promise<void> => {
    const files = layoutOf({ layers });
    edit(files);
    await refuse(await writeLayout(dir.join(`image-${Math.random()}`), files), message);
  };
  const blob = (files: LayoutFiles, wanted: (bytes: Buffer) => boolean): string =>
    [...files].find(([name, bytes]) => name.startsWith('blobs') && wanted(bytes))?.[0] ?? '';
  const flip = (bytes: Buffer, at: number): Buffer => {
    const copy = Buffer.from(bytes);
    copy[at] = (copy[at] ?? 0) ^ 1;
    return copy;
  };
  const isTar = (bytes: Buffer): boolean => bytes.length === 2_048;
  const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f;
  const isJson = (word: string) => (bytes: Buffer) => bytes[0] === 0x7b && bytes.includes(word);
  const edit =
    (wanted: (bytes: Buffer) => boolean, by: (bytes: Buffer) => Buffer) => (files: LayoutFiles) => {
      const name = blob(files, wanted);
      files.set(name, by(files.get(name) ?? Buffer.alloc(0)));
    };
  await change(
    edit(isTar, (bytes) => flip(bytes, 512)),
    /Layer 1 of 2: its bytes should have the digest sha256:.*, and have/,
  );
  await change(
    edit(isGzip, (bytes) => gzipSync(tar(text('c'))).subarray(0, bytes.length)),
    /Layer 2 of 2|should have/,
  );
  await change(
    edit(isTar, (bytes) => bytes.subarray(0, 512)),
    /has 512 bytes, and should have 2048/,
  );
  await change(
    edit(isJson('diff_ids'), (bytes) => flip(bytes, 20)),
    /is sha256:.* in truth/,
  );
  await change(
    edit(isJson('schemaVersion'), (bytes) => Buffer.concat([bytes, Buffer.from(' ')])),
    /and should have/,
  );
  await change((files) => files.delete(blob(files, isGzip)), /The image has no blobs\/sha256/);
  await change((files) => files.delete('index.json'), /The image has no index\.json/);
});

test('links in a layout are not followed', async () => {
  const path = await writeLayout(dir.join('image'), layoutOf({ layers: [tar(text('a'))] }));
  await rename(`${path}/blobs`, dir.join('blobs'));
  await symlinkFile(dir.join('blobs'), `${path}/blobs`);
  await refuse(path, /blobs\/sha256\/[0-9a-f]+ of the image lies behind a link/);
});

test('the plain tar in a packed layer has to be the one that the configuration names', async () => {
  const other = { plain: tar(text('b')), packed: gzipSync(tar(text('c'))), type: 'tar+gzip' };
  const path = await writeLayout(dir.join('image'), layoutOf({ layers: [tar(text('a')), other] }));
  await refuse(path, /Layer 2 of 2: its plain tar \(DiffID\) should have the digest/);
});

test('documents that say two things, or too much, are refused', async () => {
  const layers = [tar(text('a'))];
  const cases: Array<[(files: LayoutFiles) => void, RegExp]> = [
    [
      (files) => files.set('index.json', Buffer.from('{"schemaVersion":2,"manifests":[],"manifests":[]}')),
      /index\.json has the key "manifests" twice/,
    ],
    [
      (files) => files.set('index.json', Buffer.from('{"schemaVersion":2,"manifests":[],"layers":[]}')),
      /an index and a manifest at once/,
    ],
    [
      (files) =>
        files.set(
          'index.json',
          Buffer.from(`{"schemaVersion":2,"manifests":[],"a":${'['.repeat(40)}${']'.repeat(40)}}`),
        ),
      /nested more than 32 deep/,
    ],
    [
      (files) =>
        files.set('index.json', Buffer.from('{"schemaVersion":2,"manifests":[],"__proto__":{"polluted":1}}')),
      /has the key __proto__/,
    ],
    [
      (files) => files.set('index.json', Buffer.alloc(5 * 2 ** 20, ' ')),
      /has 5\.0 MiB, and 4\.0 MiB is the most/,
    ],
    [(files) => files.set('index.json', Buffer.from('{')), /index\.json is not JSON/],
    [(files) => files.set('oci-layout', Buffer.from('{"imageLayoutVersion":"2.0.0"}')), /version "2\.0\.0"/],
    [(files) => addIndex(files, []), /there is no image in it/],
    [
      (files) =>
        addIndex(files, [
          {
            mediaType: 'application/vnd.oci.image.manifest.v1+json',
            digest: 'sha256:../../etc/passwd',
            size: 1,
          },
        ]),
      /a digest is sha256/,
    ],
    [
      (files) =>
        addIndex(files, [
          {
            ...addImage(files, { layers }),
            mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
          },
        ]),
      /says that it is/,
    ],
    [(files) => addIndex(files, [nest(files, 4)]), /nested more than 3 deep/],
    [(files) => addIndex(files, [withLayerType(files, 'application/vnd.in-toto+json')]), /and no layer/],
    [
      (files) => addIndex(files, [withDiffIds(files)]),
      /has 1 layers, and its configuration has digests of 2/,
    ],
  ];
  for (const [at, [edit, message]] of cases.entries()) {
    const files = layoutOf({ layers });
    edit(files);
    await refuse(await writeLayout(dir.join(`image-${at}`), files), message, { format: 'image' });
  }
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();

  function nest(files: LayoutFiles, depth: number): object {
    if (depth === 0) return addImage(files, { layers });
    const type = 'application/vnd.oci.image.index.v1+json';
    return addJson(files, { schemaVersion: 2, mediaType: type, manifests: [nest(files, depth - 1)] }, type);
  }
  function withLayerType(files: LayoutFiles, mediaType: string): object {
    const config = addJson(
      files,
      { os: 'linux', architecture: 'amd64', rootfs: { type: 'layers', diff_ids: [] } },
      'application/vnd.oci.image.config.v1+json',
    );
    const layer = addJson(files, {}, mediaType);
    return addJson(
      files,
      { schemaVersion: 2, config, layers: [layer] },
      'application/vnd.oci.image.manifest.v1+json',
    );
  }
  function withDiffIds(files: LayoutFiles): object {
    const ids = [digestOf(Buffer.from('1')), digestOf(Buffer.from('2'))];
    const config = addJson(
      files,
      { os: 'linux', architecture: 'amd64', rootfs: { type: 'layers', diff_ids: ids } },
      'application/vnd.oci.image.config.v1+json',
    );
    const layer = addJson(files, {}, 'application/vnd.oci.image.layer.v1.tar');
    return addJson(
      files,
      { schemaVersion: 2, config, layers: [layer] },
      'application/vnd.oci.image.manifest.v1+json',
    );
  }
});

test('of several images the one with that name and platform is taken, nested indexes included', async () => {
  const files: LayoutFiles = new Map();
  const type = 'application/vnd.oci.image.index.v1+json';
  const variants = [
    addImage(files, { layers: [tar(text('amd64'))] }),
    addImage(files, { layers: [tar(text('arm64'))], architecture: 'arm64', variant: 'v8' }),
    addImage(files, { layers: [tar(text('armv6'))], architecture: 'arm', variant: 'v6' }),
    addImage(files, { layers: [tar(text('armv7'))], architecture: 'arm', variant: 'v7' }),
    {
      ...addImage(files, { layers: [tar(text('proof'))] }),
      platform: { os: 'unknown', architecture: 'unknown' },
    },
  ];
  const nested = addJson(files, { schemaVersion: 2, mediaType: type, manifests: variants }, type);
  const name = (value: string): object => ({ annotations: { 'org.opencontainers.image.ref.name': value } });
  addIndex(files, [
    { ...nested, ...name('many') },
    addImage(files, { layers: [tar(text('one'))], tag: 'one' }),
  ]);
  const path = await writeLayout(dir.join('image'), files);
  await refuse(path, 'There are 2 images in it: "many", "one"');
  await refuse(path, 'There is no image "none" in it, but "many", "one"', { ref: 'none' });
  await refuse(
    path,
    /There is no image for linux\/s390x in it, but for linux\/amd64, linux\/arm64\/v8, linux\/arm\/v6/,
    { ref: 'many', platform: 'linux/s390x' },
  );
  await refuse(path, 'There is no image for linux/arm64 in it, but for linux/amd64', {
    ref: 'one',
    platform: 'linux/arm64',
  });
  await refuse(path, 'A platform is', { ref: 'one', platform: 'linux' });
  for (const platform of ['linux/arm/v5', 'linux/arm64/v9', 'linux/386'])
    await refuse(path, 'There is no image for', { ref: 'many', platform });
  for (const [platform, file] of [
    ['linux/amd64', 'amd64'],
    ['linux/arm64', 'arm64'],
    ['linux/arm64/v8', 'arm64'],
    ['linux/arm/v7', 'armv7'],
    // As containerd takes them: other words for the same, and what runs earlier variants too.
    ['linux/x86_64', 'amd64'],
    ['linux/aarch64', 'arm64'],
    ['linux/arm64/8', 'arm64'],
    ['linux/amd64/v3', 'amd64'],
    ['linux/arm', 'armv7'],
    ['linux/arm/v8', 'armv7'],
    ['linux/armel', 'armv6'],
  ] as const) {
    expect(linesOf(await load(path, { ref: 'many', platform }))).toEqual([[`f ${file}`]]);
  }
  expect(linesOf(await load(path, { ref: 'one' }))).toEqual([['f one']]);
});

test('images of an index that does not say for what they are are told apart by their configurations', async () => {
  const files: LayoutFiles = new Map();
  const images = [
    addImage(files, { layers: [tar(text('arm64'))], architecture: 'arm64' }),
    addImage(files, { layers: [tar(text('amd64'))] }),
  ].map(({ platform: _platform, ...descriptor }: { platform?: unknown }) => descriptor);
  addIndex(files, images);
  const path = await writeLayout(dir.join('image'), files);
  await refuse(path, 'There is no image for linux/386 in it, but for linux/arm64, linux/amd64', {
    platform: 'linux/386',
  });
  for (const architecture of ['amd64', 'arm64']) {
    const platform = `linux/${architecture}`;
    expect(linesOf(await load(path, { platform }))).toEqual([[`f ${architecture}`]]);
  }
});

test('an archive of `docker save` is read in its old form, with links between layers, and says its name', async () => {
  const layer = tar(text('f'));
  const config = Buffer.from(
    JSON.stringify({
      os: 'linux',
      architecture: 'amd64',
      config: { Env: ['A=b'] },
      rootfs: { type: 'layers', diff_ids: [digestOf(layer), digestOf(layer)] },
    }),
  );
  const name = `${digestOf(config).slice(7)}.json`;
  const [one, two] = ['1'.repeat(64), '2'.repeat(64)];
  const manifest = (changes: object = {}): Buffer =>
    text(
      'manifest.json',
      JSON.stringify([
        {
          Config: name,
          RepoTags: ['team/app:v1'],
          Layers: [`${one}/layer.tar`, `${two}/layer.tar`],
          ...changes,
        },
      ]),
    );
  const members = [
    directory(`${one}`),
    text(`${one}/layer.tar`, layer),
    symbolic(`${two}/layer.tar`, `../${one}/layer.tar`),
    text(name, config),
  ];
  const path = await write('saved.tar', tar(...members, manifest()));
  const report = await load(path, { name: undefined });
  expect(report).toMatchObject({ name: 'team/app:v1', format: 'image', platform: 'linux/amd64' });
  expect(linesOf(report)).toEqual([['f f'], ['f f']]);
  expect(listRefs(store)[0]?.config).toMatchObject({ config: { Env: ['A=b'] } });
  await expect(load(path, { name: undefined, ref: 'other' })).rejects.toThrow(
    'There is no image "other" in it: team/app:v1',
  );
  const packed = await write('saved.tar.gz', gzipSync(tar(...members, manifest())));
  expect((await load(packed, { name: undefined })).layers).toEqual(report.layers);
  const wrong = await write('wrong.tar', tar(...members, manifest({ Config: `${one}/layer.tar` })));
  await expect(load(wrong)).rejects.toThrow('is not JSON');
  const circle = await write('circle.tar', tar(symbolic('manifest.json', 'manifest.json')));
  await expect(load(circle, { format: 'image' })).rejects.toThrow(
    /has no "?index|leads round in circles|has no/,
  );
});

test('a name that comes with an image does not take one that stands for something else', async () => {
  const config = (layer: Buffer): Buffer =>
    Buffer.from(
      JSON.stringify({
        os: 'linux',
        architecture: 'amd64',
        rootfs: { type: 'layers', diff_ids: [digestOf(layer)] },
      }),
    );
  const save = (layer: Buffer): Buffer =>
    tar(
      text('layer.tar', layer),
      text('c.json', config(layer)),
      text(
        'manifest.json',
        JSON.stringify([{ Config: 'c.json', RepoTags: ['app:v1'], Layers: ['layer.tar'] }]),
      ),
    );
  const [one, two] = [
    await write('one.tar', save(tar(text('1')))),
    await write('two.tar', save(tar(text('2')))),
  ];
  const image = { format: 'image' } as const;
  await load(one, { ...image, name: undefined });
  await load(one, { ...image, name: undefined });
  await expect(load(two, { ...image, name: undefined })).rejects.toThrow(
    'The name app:v1 stands for other layers already',
  );
  expect((await load(two, { ...image, name: 'app:v1' })).newLayers).toBe(1);
});

test('a directory is copied; marks of overlays in it mean nothing', async () => {
  await mkdir(dir.join('root'));
  await tree(dir.join('root'), {
    'd/': { xattrs: { 'user.overlay.opaque': 'y', 'user.note': 'kept' } },
    'd/f': 'content',
    'd/s': socket(),
    '.wh.kept': 'a plain file',
  });
  const report = await load(dir.join('root'));
  expect(report).toMatchObject({
    format: 'directory',
    notes: [{ path: 'd', what: expect.stringContaining('user.overlay.opaque') }],
  });
  expect(linesOf(report)[0]?.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
    'f .wh.kept',
    'd d',
    'f d/f',
    's d/s',
  ]);
  await symlinkFile('root', dir.join('link'));
  expect((await load(dir.join('link'))).layers).toEqual(report.layers);
  await refuse2(dir.path, 'The state directory lies in');
  await refuse2(dir.join('root'), 'is a directory, so it cannot be taken for a layer', { format: 'layer' });
});

async function refuse2(path: string, message: string, options: ImportOptions = {}): Promise<void> {
  await expect(load(path, options)).rejects.toThrow(message);
}

rootTest('the device 0:0 in a directory is no deletion, and refused', async () => {
  await mkdir(dir.join('root'));
  await tree(dir.join('root'), { gone: character(0, 0) });
  await refuse(dir.join('root'), 'gone is the character device 0:0');
});

rootTest('devices are made where they are asked for', async () => {
  const path = await write('l.tar', tar(member({ name: 'null', type: '3', device: [1, 3] })));
  expect(linesOf(await load(path))).toEqual([[]]);
  expect(linesOf(await load(path, { devices: 'keep' }))).toEqual([['c null']]);
});

skipUnless(hasPrograms('zstd'), 'needs zstd')(
  'zstd is read: frames in a row, with checksums, large windows and small',
  async () => {
    const plain = tar(
      text('a', 'x'.repeat(300_000)),
      text('b', Buffer.from(Array.from({ length: 200_000 }, (_, at) => (at * 7919) % 251))),
    );
    const path = await write('l.tar', plain);
    const wanted = (await load(path)).layers;
    for (const args of [['-1'], ['-19', '--long=27'], ['-3', '--no-check'], ['-3', '--check', '-B4096']]) {
      const { stdout } = await execa('zstd', ['-q', '-c', ...args, path], { encoding: 'buffer' });
      expect((await load(await write('l.zst', Buffer.from(stdout)))).layers, args.join(' ')).toEqual(wanted);
    }
    const half = async (part: Buffer): Promise<Buffer> =>
      Buffer.from((await execa('zstd', ['-q', '-c'], { input: part, encoding: 'buffer' })).stdout);
    const skippable = Buffer.from('502a4d1803000000616263', 'hex');
    const both = Buffer.concat([
      skippable,
      await half(plain.subarray(0, 1_000)),
      skippable,
      await half(plain.subarray(1_000)),
    ]);
    expect((await load(await write('two.zst', both))).layers).toEqual(wanted);
    await expect(load(await write('cut.zst', both.subarray(0, -20)))).rejects.toThrow(
      /cannot be unpacked \(zstd\): .*early/,
    );
    await expect(
      load(await write('more.zst', Buffer.concat([both, Buffer.from('garbage!')]))),
    ).rejects.toThrow(/no frame/);
  },
);

test('limits are on all layers together, can be set, and say which entry was too much', async () => {
  const layers = [tar(text('a', 'x'.repeat(600))), tar(text('b', 'y'.repeat(600)), directory('d'))];
  const path = await writeLayout(dir.join('image'), layoutOf({ layers }));
  for (const [limits, message] of [
    [{ entries: 2 }, 'Layer 2 of 2: d is entry 3; the most is 2'],
    [{ bytes: 1_000 }, 'Layer 2 of 2: b (600 B) makes it 1.2 KiB of file content; the most is 1000 B'],
    [{ layers: 1 }, 'The image has 2 layers; the most is 1'],
  ] as const) {
    await refuse(path, message, { limits });
  }
  await load(path, { limits: { entries: 3, bytes: 1_200, layers: 2 } });
  const deep = await write('deep.tar', tar(pax([['path', `${'d/'.repeat(10)}f`]]), text('x')));
  await expect(load(deep, { limits: { depth: 10 } })).rejects.toThrow(
    'lies 11 directories deep; the most is 10',
  );
  await load(deep, { limits: { depth: 11 } });
  await expect(load(deep, { limits: { entries: 10 } })).rejects.toThrow('is entry 11');
});

test('an import that is canceled ends soon, from a file and from a pipe that says nothing, and leaves nothing', async () => {
  const fifo = dir.join('fifo');
  await tree(dir.path, { fifo: makeFifo() });
  const writer = execa(
    'sh',
    [
      '-c',
      'exec 3>"$0"; cat "$1" >&3; exec sleep 60',
      fifo,
      await write('l.tar', tar(text('a')).subarray(0, 1_024)),
    ],
    { reject: false },
  );
  const reading = new AbortController();
  await new Promise((resolve) => setTimeout(resolve, 200));
  const started = Date.now();
  setTimeout(() => reading.abort(), 300);
  await expect(layover.layers.import(fifo, { name: 'x', signal: reading.signal })).rejects.toThrow(/abort/i);
  expect(Date.now() - started).toBeLessThan(5_000);
  writer.kill();
  await writer;
  await writeFile(
    dir.join('large'),
    tar(...Array.from({ length: 3_000 }, (_, at) => text(`f${at}`, 'x'.repeat(4_000)))),
  );
  const busy = new AbortController();
  const seen: number[] = [];
  const onProgress = (done: number, total: number): void => {
    seen.push(done, total);
    busy.abort();
  };
  await expect(
    layover.layers.import(dir.join('large'), { name: 'x', signal: busy.signal, onProgress }),
  ).rejects.toThrow(/abort/i);
  expect(seen.length).toBeGreaterThan(0);
  expect(await readdir(store.staging)).toEqual([]);
  expect(listRefs(store)).toEqual([]);
});
