import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { hostPath, ROOT_PATH } from '#src/base/bytes-path.js';
import { type ExportReport, exportChain } from '#src/layers/oci/export/export-chain.js';
import type { ChainLink } from '#src/layers/record.js';
import type { LayerStore } from '#src/layers/store.js';
import { O_DIRECTORY, O_RDONLY } from '#src/native/constants.js';
import { syscalls } from '#src/native/syscalls.js';
import { rootTest } from '../../../fixtures/requirements.js';
import { type TempDir, tempDir } from '../../../fixtures/temp.js';
import { tree } from '../../../fixtures/tree.js';
import { commitPart, openStore } from '../../store-fixture.js';

interface Place extends TempDir {
  readonly store: LayerStore;
  readonly layout: string;
  /** Exports a layer with one file of this content. */
  exportAs(tag: string, content?: string, layout?: string): Promise<ExportReport>;
  readIndex(): Promise<{ manifests: Array<{ digest: string; annotations: Record<string, string> }> }>;
}

async function openPlace(): Promise<Place> {
  const dir = await tempDir();
  const store = await openStore(dir);
  const layout = dir.join('layout');
  const chains = new Map<string, Promise<ChainLink[]>>();
  const makeChain = async (content: string, upper: string): Promise<ChainLink[]> => {
    await mkdir(upper);
    await tree(upper, { f: content });
    const part = { at: ROOT_PATH, lowers: [], upper: hostPath(upper), marks: 'trusted' as const };
    return [{ layer: commitPart(store, part).record.id }];
  };
  const chainOf = (content: string): Promise<ChainLink[]> => {
    const chain = chains.get(content) ?? makeChain(content, dir.join(`upper-${chains.size}`));
    chains.set(content, chain);
    return chain;
  };
  return {
    ...dir,
    store,
    layout,
    exportAs: async (tag, content = tag, where = layout) => {
      const target = { kind: 'layout', directory: hostPath(where), tag } as const;
      return await exportChain({ store, chain: await chainOf(content), target, marks: 'trusted' });
    },
    readIndex: async () => JSON.parse(await readFile(join(layout, 'index.json'), 'utf8')) as never,
  };
}

const tagsOf = ({ manifests }: Awaited<ReturnType<Place['readIndex']>>): string[] =>
  manifests.map(({ annotations }) => annotations['org.opencontainers.image.ref.name'] ?? '').sort();

/** Every blob is what its name says, and every image of the index is there in full: image-layout.md, manifest.md. */
async function checkLayout(layout: string): Promise<void> {
  const blobs = join(layout, 'blobs/sha256');
  const sizes = new Map<string, number>();
  for (const name of await readdir(blobs)) {
    const bytes = await readFile(join(blobs, name));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(name);
    sizes.set(`sha256:${name}`, bytes.length);
  }
  expect(JSON.parse(await readFile(join(layout, 'oci-layout'), 'utf8'))).toEqual({
    imageLayoutVersion: '1.0.0',
  });
  interface Descriptor {
    readonly digest: string;
    readonly size: number;
  }
  const read = async <T>({ digest, size }: Descriptor): Promise<T> => {
    expect(sizes.get(digest)).toBe(size);
    return JSON.parse(await readFile(join(blobs, digest.slice(7)), 'utf8')) as T;
  };
  const index = JSON.parse(await readFile(join(layout, 'index.json'), 'utf8')) as { manifests: Descriptor[] };
  for (const descriptor of index.manifests) {
    const { config, layers } = await read<{ config: Descriptor; layers: Descriptor[] }>(descriptor);
    const { rootfs, history } = await read<{ rootfs: { diff_ids: string[] }; history: object[] }>(config);
    for (const { digest, size } of layers) expect(sizes.get(digest)).toBe(size);
    expect([rootfs.diff_ids.length, history.length]).toEqual([layers.length, layers.length]);
  }
}

describe('a layout', () => {
  test('gets one more tag, or another image for one it has; nothing else in it changes', async () => {
    await using place = await openPlace();
    await place.exportAs('v1');
    await place.exportAs('v2');
    await checkLayout(place.layout);
    const first = await place.readIndex();
    const foreign = { mediaType: 'application/x', digest: `sha256:${'0'.repeat(64)}`, size: 1, extra: [1] };
    const changed = {
      ...first,
      annotations: { mine: 'yes' },
      manifests: [foreign, ...first.manifests],
      more: 1,
    };
    await writeFile(join(place.layout, 'index.json'), JSON.stringify(changed));
    const { manifest } = await place.exportAs('v1', 'other');
    const { manifests, ...rest } = await place.readIndex();
    expect(rest).toEqual({
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.index.v1+json',
      annotations: { mine: 'yes' },
      more: 1,
    });
    expect(manifests[0]).toEqual(foreign);
    expect(manifests.map(({ digest }) => digest)).toEqual([
      foreign.digest,
      first.manifests[1]?.digest,
      manifest,
    ]);
    expect((await readdir(place.layout)).sort()).toEqual(['blobs', 'index.json', 'oci-layout']);
    expect((await stat(join(place.layout, 'index.json'))).mode & 0o777).toBe(0o644);
  });

  test('takes many exports at once, and has every tag in the end', async () => {
    await using place = await openPlace();
    const tags = Array.from({ length: 12 }, (_, at) => `t${at}`);
    await Promise.all(tags.map((tag) => place.exportAs(tag, `content ${tag.length}`)));
    expect(tagsOf(await place.readIndex())).toEqual(tags.toSorted());
    await checkLayout(place.layout);
    expect((await readdir(place.layout)).sort()).toEqual(['blobs', 'index.json', 'oci-layout']);
  });

  test('loses what a killed export left in it, but nothing of one that is under way', async () => {
    await using place = await openPlace();
    await place.exportAs('v1');
    await mkdir(join(place.layout, '.layover-dead/sub'), { recursive: true });
    const alive = join(place.layout, '.layover-alive');
    await mkdir(alive);
    const lock = syscalls.open(hostPath(alive), O_RDONLY | O_DIRECTORY);
    expect(syscalls.flock(lock, 'exclusive')).toBe(true);
    await place.exportAs('v2');
    syscalls.close(lock);
    const names = ['blobs', 'index.json', 'oci-layout'];
    expect((await readdir(place.layout)).sort()).toEqual(['.layover-alive', ...names]);
    await place.exportAs('v3');
    expect((await readdir(place.layout)).sort()).toEqual(names);
  });

  test('is never made where something else is', async () => {
    await using place = await openPlace();
    const at = (name: string): string => place.join(name);
    await writeFile(at('file'), '');
    await mkdir(at('full'));
    await writeFile(join(at('full'), 'mine'), '');
    await mkdir(at('newer'));
    await writeFile(join(at('newer'), 'oci-layout'), '{"imageLayoutVersion":"2.0.0"}');
    await mkdir(at('odd'));
    await writeFile(join(at('odd'), 'oci-layout'), '{');
    await symlink('nowhere', at('dangling'));
    for (const [name, code, message] of [
      ['file', 'LAYOVER_COMMIT_TARGET', /file cannot be written: EEXIST/],
      ['full', 'LAYOVER_COMMIT_TARGET', /full is no OCI layout, and not empty: it has mine/],
      ['newer', 'LAYOVER_COMMIT_TARGET', /is of version 2\.0\.0, and only 1 is known/],
      ['odd', 'LAYOVER_IMAGE_INVALID', /odd\/oci-layout is not JSON/],
      ['dangling', 'LAYOVER_COMMIT_TARGET', /dangling cannot be written/],
    ] as const) {
      const done = place.exportAs('v1', 'x', at(name));
      await expect(done, name).rejects.toMatchObject({
        code,
        message: expect.stringMatching(message) as string,
      });
    }
    expect(await readdir(at('full'))).toEqual(['mine']);
    expect(await readdir(at('newer'))).toEqual(['oci-layout']);
  });

  test('with an index that cannot be read stays as it is', async () => {
    await using place = await openPlace();
    await place.exportAs('v1');
    await writeFile(join(place.layout, 'index.json'), '{"schemaVersion":2}');
    await expect(place.exportAs('v2')).rejects.toMatchObject({
      code: 'LAYOVER_IMAGE_INVALID',
      message: expect.stringContaining('index.json'),
    });
    expect(await readFile(join(place.layout, 'index.json'), 'utf8')).toBe('{"schemaVersion":2}');
  });

  rootTest('on a full disk keeps its tags, and the error says so', async () => {
    await using place = await openPlace();
    const noise = Buffer.alloc(3 << 20);
    for (let at = 0; at < noise.length; at += 64)
      createHash('sha512').update(`${at}`).digest().copy(noise, at);
    expect((await place.exportAs('small')).layers).toHaveLength(1);
    const upper = place.join('noise');
    await mkdir(upper);
    await writeFile(join(upper, 'noise'), noise);
    const part = { at: ROOT_PATH, lowers: [], upper: hostPath(upper), marks: 'trusted' as const };
    const { record } = commitPart(place.store, part, 'noise');
    const script = `
mkdir "$D"/small && mount -t tmpfs -o size=1m tmpfs "$D"/small
"$NODE" --input-type=module -e "$CODE"
ls -A "$D"/small/layout "$D"/small/layout/blobs/sha256; cat "$D"/small/layout/index.json; echo; ls -A "$D"/small`;
    const code = `
const { exportChain } = await import(process.env.CHAIN);
const { storeIn } = await import(process.env.STORE);
const d = process.env.D;
const options = { store: storeIn(d + '/home'), marks: 'trusted' };
const layout = { kind: 'layout', directory: d + '/small/layout' };
await exportChain({ ...options, chain: [{ layer: process.env.SMALL }], target: { ...layout, tag: 'small' } });
for (const target of [{ ...layout, tag: 'big' }, { kind: 'tar', output: d + '/small/out.tar' }])
  await exportChain({ ...options, chain: [{ layer: process.env.BIG }], target }).catch((error) => console.log(error.code, error.message, error.hint));`;
    const { stdout } = await execa('unshare', ['-m', '--propagation', 'private', 'sh', '-e', '-c', script], {
      env: {
        D: place.path,
        NODE: process.execPath,
        CODE: code,
        CHAIN: import.meta.resolve('#src/layers/oci/export/export-chain.js'),
        STORE: import.meta.resolve('#src/layers/store.js'),
        SMALL: (await readdir(place.store.layers)).find((id) => id !== record.id) ?? '',
        BIG: record.id,
      },
    });
    const lines = stdout.split('\n');
    expect(lines[0]).toMatch(
      /^LAYOVER_COMMIT_TARGET The OCI layout .*\/small\/layout cannot be written: ENOSPC.* its tags are as they were\.$/,
    );
    expect(lines[1]).toMatch(
      /^LAYOVER_COMMIT_TARGET The tar .*\/small\/out\.tar cannot be written: ENOSPC.* nothing was left behind\.$/,
    );
    expect(stdout).toContain('"small"');
    expect(stdout).not.toContain('"big"');
    expect(stdout).not.toContain('.layover-');
    expect(lines.at(-1)).toBe('layout');
  });
});
