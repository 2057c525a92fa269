import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { hostPath, ROOT_PATH } from '#src/base/bytes-path.js';
import { collectGarbage } from '#src/layers/collect.js';
import { LayerLease } from '#src/layers/lock.js';
import { planMerge } from '#src/layers/plan-merge.js';
import { listRefs, removeRef, writeRef } from '#src/layers/refs.js';
import { Staging, sweepStaging } from '#src/layers/staging.js';
import { type LayerStore, treePath } from '#src/layers/store.js';
import { syscalls } from '#src/native/syscalls.js';
import { type TempDir, tempDir } from '../fixtures/temp.js';
import { tree } from '../fixtures/tree.js';
import { commitPart, openStore } from './store-fixture.js';

async function commitNamed(
  dir: TempDir,
  store: LayerStore,
  name: string,
  lowers: string[] = [],
): Promise<string> {
  await mkdir(dir.join(name));
  await tree(dir.join(name), { content: name });
  const part = {
    at: ROOT_PATH,
    lowers: lowers.map((id) => treePath(store, id)),
    upper: hostPath(dir.join(name)),
    marks: 'trusted' as const,
  };
  return commitPart(store, part, name).record.id;
}

const NOTHING_USED = { findUsed: () => [] };
const removedBy = (store: LayerStore, used: string[] = []): string[] =>
  collectGarbage(store, { findUsed: () => used }).layers.map(({ id }) => id);

test('what a name stands for stays, with all below it, and goes when the last name is gone', async () => {
  await using dir = await tempDir();
  const store = await openStore(dir);
  const base = await commitNamed(dir, store, 'base');
  const top = await commitNamed(dir, store, 'top', [base]);
  expect(removedBy(store)).toEqual([]);
  removeRef(store, 'base');
  expect(removedBy(store)).toEqual([]);
  removeRef(store, 'top');
  expect(collectGarbage(store, { ...NOTHING_USED, isDryRun: true }).layers.map(({ id }) => id)).toEqual(
    [base, top].sort(),
  );
  expect((await readdir(store.layers)).sort()).toEqual([base, top].sort());
  expect(removedBy(store)).toEqual([base, top].sort());
  expect(await readdir(store.layers)).toEqual([]);
  expect(await readdir(store.trash)).toHaveLength(2);
});

test('a layer that a reader or a running job holds stays until it is let go of', async () => {
  await using dir = await tempDir();
  const store = await openStore(dir);
  const id = await commitNamed(dir, store, 'held');
  removeRef(store, 'held');
  const lease = new LayerLease(store, [treePath(store, id), hostPath('/usr')]);
  expect(removedBy(store)).toEqual([]);
  lease[Symbol.dispose]();
  expect(removedBy(store, [id])).toEqual([]);
  expect(removedBy(store)).toEqual([id]);
  expect(() => new LayerLease(store, [treePath(store, id)])).toThrow(
    expect.objectContaining({ code: 'LAYOVER_LAYER_UNKNOWN' }),
  );
});

test('jobs are asked only once the layers are locked, so one that ends meanwhile is seen', async () => {
  await using dir = await tempDir();
  const store = await openStore(dir);
  const id = await commitNamed(dir, store, 'late');
  removeRef(store, 'late');
  let isLocked: boolean | undefined;
  const findUsed = (): string[] => {
    isLocked = !canLock(store, id);
    return [id];
  };
  expect(collectGarbage(store, { findUsed }).layers).toEqual([]);
  expect(isLocked).toBe(true);
});

function canLock(store: LayerStore, id: string): boolean {
  const fd = syscalls.open(treePath(store, id).slice(0, -'/tree'.length), 0o200000);
  try {
    return syscalls.flock(fd, 'shared');
  } finally {
    syscalls.close(fd);
  }
}

test('a name or a job that cannot be read keeps everything: what it needs is not known', async () => {
  await using dir = await tempDir();
  const store = await openStore(dir);
  const id = await commitNamed(dir, store, 'base');
  await writeFile(`${store.refs}/broken`, '{"version":1');
  expect(() => removedBy(store)).toThrow(expect.objectContaining({ code: 'LAYOVER_LAYER_DAMAGED' }));
  await rm(`${store.refs}/broken`);
  removeRef(store, 'base');
  const findUsed = (): string[] => {
    throw new Error('a job that cannot be read');
  };
  expect(() => collectGarbage(store, { findUsed })).toThrow('cannot be read');
  expect(await readdir(store.layers)).toEqual([id]);
});

test('a staging directory goes when nobody holds it, and not before', async () => {
  await using dir = await tempDir();
  const store = await openStore(dir);
  const staging = new Staging(store);
  await mkdir(`${store.staging}/left-behind`);
  await writeFile(`${store.refs}/.tmp-left`, '');
  expect(sweepStaging(store)).toEqual(['left-behind']);
  expect(await readdir(store.staging)).toEqual([staging.name]);
  expect(collectGarbage(store, NOTHING_USED).staging).toBe(0);
  staging[Symbol.dispose]();
  expect(await readdir(store.staging)).toEqual([]);
  expect(await readdir(store.refs)).toEqual([]);
});

describe('a merged layer', () => {
  const HOUR_MS = 3_600_000;
  const chainOf = (height: number): Array<{ layer: string }> =>
    Array.from({ length: height }, (_, at) => ({ layer: at.toString(16).padStart(64, '0') }));

  /** A name for a chain of `height`, a merged layer that it would be given, and when that was made. */
  async function makeMerged(
    dir: TempDir,
    { height, ageMs }: { height: number; ageMs: number },
  ): Promise<{ store: LayerStore; id: string; name: string }> {
    const store = await openStore(dir);
    const id = await commitNamed(dir, store, 'merged');
    removeRef(store, 'merged');
    const tall = chainOf(600);
    const name =
      planMerge(
        store,
        tall.map(({ layer }) => treePath(store, layer)),
      )?.name ?? '';
    expect(name).toMatch(/^layover\/merged\//);
    const createdAt = new Date(Date.now() - ageMs).toISOString();
    writeRef(store, { name, createdAt, config: {}, chain: [{ layer: id }] });
    writeRef(store, { name: 'tall', createdAt, config: {}, chain: tall.slice(-height) });
    return { store, id, name };
  }

  test('stays while a named chain would be given it, and goes with the last such name', async () => {
    await using dir = await tempDir();
    const { store, id, name } = await makeMerged(dir, { height: 600, ageMs: 100 * HOUR_MS });
    expect(removedBy(store)).toEqual([]);
    removeRef(store, 'tall');
    expect(collectGarbage(store, { ...NOTHING_USED, isDryRun: true }).layers.map((one) => one.id)).toEqual([
      id,
    ]);
    expect(listRefs(store).map((ref) => ref.name)).toEqual([name]);
    expect(removedBy(store)).toEqual([id]);
    expect(listRefs(store)).toEqual([]);
  });

  test('goes when no chain is tall enough any more', async () => {
    await using dir = await tempDir();
    const { store, id } = await makeMerged(dir, { height: 499, ageMs: 100 * HOUR_MS });
    expect(removedBy(store)).toEqual([id]);
  });

  test('stays for an hour: who has just made it has no lock on it yet', async () => {
    await using dir = await tempDir();
    const { store } = await makeMerged(dir, { height: 499, ageMs: 0.9 * HOUR_MS });
    expect(removedBy(store)).toEqual([]);
    await using other = await tempDir();
    const old = await makeMerged(other, { height: 499, ageMs: 1.1 * HOUR_MS });
    expect(removedBy(old.store)).toEqual([old.id]);
  });

  test('stays while a job stands on it', async () => {
    await using dir = await tempDir();
    const { store, id } = await makeMerged(dir, { height: 499, ageMs: 2 * HOUR_MS });
    expect(removedBy(store, [id])).toEqual([]);
    expect(removedBy(store)).toEqual([id]);
  });
});

test('a name whose layer is gone is found out when it is used', async () => {
  await using dir = await tempDir();
  const store = await openStore(dir);
  const { directoriesOf, resolveChain } = await import('#src/layers/resolve-layer.js');
  writeRef(store, { name: 'empty', createdAt: '', config: {}, chain: [{ layer: 'a'.repeat(64) }] });
  expect(() => directoriesOf(store, resolveChain(store, 'empty'))).toThrow(
    expect.objectContaining({ code: 'LAYOVER_LAYER_UNKNOWN' }),
  );
});
