import { execa } from 'execa';
import { readChanges } from '#src/diff/read-changes.js';
import { commitLayer } from '#src/layers/commit-layer.js';
import type { PublishedLayer } from '#src/layers/publish.js';
import { type LayerStore, treePath } from '#src/layers/store.js';
import type { Part } from '#src/overlay/part.js';
import { openHome } from '#src/sandbox/state/home.js';
import { type MadePart, makePart } from '../diff/part-fixture.js';
import { type Snapshot, snapshotTree } from '../fixtures/snapshot.js';
import type { TempDir } from '../fixtures/temp.js';
import { tempDir } from '../fixtures/temp.js';
import type { TreeSpec } from '../fixtures/tree.js';

export async function openStore(dir: TempDir): Promise<LayerStore> {
  return (await openHome(dir.join('home'))).store;
}

export function commitPart(store: LayerStore, part: Part, name = 'made'): PublishedLayer {
  const style = part.marks === 'user' ? 'user' : 'trusted';
  return commitLayer(readChanges(part, { exactLinks: true }), { store, part, style, name });
}

export interface MadeLayer extends AsyncDisposable {
  readonly dir: TempDir;
  readonly store: LayerStore;
  readonly made: MadePart;
  readonly id: string;
  readonly tree: string;
}

/** A layer of a part built by hand, in a store of its own on the same file system. */
export async function makeLayer(upper: TreeSpec, lower: TreeSpec = {}): Promise<MadeLayer> {
  const dir = await tempDir();
  const store = await openStore(dir);
  const made = await makePart({ lowers: [lower], upper });
  const { record } = commitPart(store, made.part);
  return {
    dir,
    store,
    made,
    id: record.id,
    tree: treePath(store, record.id),
    [Symbol.asyncDispose]: async () => {
      await made[Symbol.asyncDispose]();
      await dir[Symbol.asyncDispose]();
    },
  };
}

// As in kernel-job.ts: the mount is gone with the shell, and a whiteout over nothing is listed though not there.
const MOUNT = `
mount -t overlay overlay -o "ro,lowerdir=$LOWERS,redirect_dir=nofollow,metacopy=off,index=off,xino=off$MORE" merged
LC_ALL=C cp -a merged "$COPY" 2>cp-says || ! grep -v 'cannot stat.*No such file' cp-says >&2
umount merged
`;

/** What an overlay of a layer on a part's lowers shows. */
export async function snapshotLayer(dir: TempDir, tree: string, { lowers, marks }: Part): Promise<Snapshot> {
  await execa('mkdir', ['-p', dir.join('merged'), dir.join('nothing')]);
  const env = {
    LOWERS: [tree, ...lowers, dir.join('nothing')].join(':'),
    COPY: dir.join('mounted'),
    MORE: marks === 'user' ? ',userxattr' : '',
  };
  await execa('unshare', ['-m', '--propagation', 'private', 'sh', '-e', '-c', MOUNT], { cwd: dir.path, env });
  return await snapshotTree(dir.join('mounted'));
}
