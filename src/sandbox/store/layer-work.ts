/** What pipelines do with layers beside running on them: inputs become layers, layers are compared, applied and held. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type HostPath, hostPath, isBelow, type RawPath, ROOT_PATH } from '../../base/bytes-path.js';
import { hasErrno, LayoverError } from '../../base/errors.js';
import type { CommitReport } from '../../commit/report.js';
import type { TreeIdentity } from '../../inputs/identity.js';
import type { Selection } from '../../inputs/select.js';
import type { Snapshots } from '../../inputs/snapshot.js';
import { LayerLease, withStoreLock } from '../../layers/lock.js';
import { findLayer } from '../../layers/record.js';
import { findRef, removeRef } from '../../layers/refs.js';
import { type LayerStyle, treePath } from '../../layers/store.js';
import { resolveCode } from '../../worker/code-roots.js';
import { resolveDirectory } from '../definition/lowers.js';
import type { Home } from '../state/home.js';
import { lockKey } from '../state/key-lock.js';
import { readReport } from '../trees/read-report.js';
import type { TaskOptions, TreeHost } from '../trees/tree-host.js';
import { findBasis, type SandboxBasis } from './basis.js';

export type { TreeIdentity } from '../../inputs/identity.js';
export type { Selection } from '../../inputs/select.js';
export type { Snapshot, Snapshots } from '../../inputs/snapshot.js';
export type { SandboxBasis } from './basis.js';

export interface LayerWorkContext {
  readonly home: Home;
  readonly mode: 'root' | 'rootless';
  trees(): Promise<TreeHost>;
}

export interface ApplyLayer extends TaskOptions {
  readonly layer: string;
  /** Layers that it was made on, the topmost first. */
  readonly below: readonly string[];
  readonly to: string;
  /** Whose commit it is, for who undoes it. */
  readonly job: string;
  readonly onConflict: 'fail' | 'ours' | 'theirs';
  /** Below the layer's root. */
  readonly from?: string | undefined;
  readonly only?: readonly string[] | undefined;
  readonly except?: readonly string[] | undefined;
}

export class LayerWork {
  readonly #context: LayerWorkContext;

  constructor(context: LayerWorkContext) {
    this.#context = context;
  }

  /** The project as it is now, once for each selection, as layers. */
  async takeSnapshots(
    project: string,
    selections: readonly Selection[],
    options?: TaskOptions,
  ): Promise<Snapshots> {
    const { home, mode } = this.#context;
    const { real } = resolveDirectory(hostPath(project), 'project');
    const name = createHash('sha256').update(real, 'latin1').digest('hex');
    const state = hostPath(home.path);
    const input = {
      store: home.store,
      style: styleOf(mode),
      project: real,
      selections,
      knownFile: join(home.cache, 'files', name),
      apart: isBelow(state, real) ? (state.slice(real.length + 1) as RawPath) : undefined,
    };
    return await (await this.#context.trees()).run('takeSnapshots', input, options);
  }

  /** Of each of them. */
  async identify(roots: readonly HostPath[], options?: TaskOptions): Promise<readonly TreeIdentity[]> {
    return await (await this.#context.trees()).run('identifyTrees', { roots }, options);
  }

  /** The first of the pairs of layers that changed the same path. */
  async findConflict(
    pairs: ReadonlyArray<readonly [string, string]>,
    options?: TaskOptions,
  ): Promise<{ pair: readonly [string, string]; path: string } | undefined> {
    if (pairs.length === 0) return undefined;
    const trees = await this.#context.trees();
    return await trees.run('findConflict', { store: this.#context.home.store, pairs }, options);
  }

  /** Paths that differ between two lists of layers, the first of them; undefined where a layer is gone. */
  async compare(
    before: readonly string[],
    after: readonly string[],
    options?: TaskOptions,
  ): Promise<{ paths: readonly string[]; count: number } | undefined> {
    const { store } = this.#context.home;
    return await (await this.#context.trees()).run('compareLayers', { store, before, after }, options);
  }

  /** Applies a layer's changes to a directory, as a job's would be. */
  async apply({ layer, below, to, onConflict, job, ...options }: ApplyLayer): Promise<CommitReport> {
    const { from, only, except, ...task } = options;
    const { store, path, commits } = this.#context.home;
    using _lease = this.hold([layer, ...below]);
    const marks = findLayer(store, layer)?.marks ?? 'user';
    const lowers = below.map((id) => treePath(store, id));
    const parts = [{ at: ROOT_PATH, lowers, upper: treePath(store, layer), marks }];
    const choice = { from: from as RawPath | undefined, only, except };
    const trees = await this.#context.trees();
    const state = { home: hostPath(path), commits: hostPath(commits) };
    const input = {
      parts,
      mountPoints: [],
      ...choice,
      ...state,
      target: hostPath(to),
      onConflict,
      job,
    };
    return await readReport((onItems) => trees.run('commitDirectory', input, { ...task, onItems }));
  }

  /** Adds a layer to a directory of plain files. */
  async save(id: string, directory: string): Promise<void> {
    const { store } = this.#context.home;
    await (await this.#context.trees()).run('saveLayer', { store, id, directory });
  }

  /** Brings a layer in from such a directory, and names it; false where it is not there whole. */
  async load(id: string, name: string, directory: string): Promise<boolean> {
    const { home, mode } = this.#context;
    const input = { store: home.store, id, name, style: styleOf(mode), directory };
    return await (await this.#context.trees()).run('loadLayer', input);
  }

  /** What a sandbox stands on; names are looked up in this runner's store. */
  async findBasis(sandbox: string): Promise<SandboxBasis> {
    return await findBasis(sandbox, this.#context.home.path);
  }

  /** The directories of the host that a worker's module is loaded from. */
  codeRoots(worker: string): readonly string[] {
    return resolveCode(worker, this.#context.home.path).roots;
  }

  /** The layers of a name's chain, the topmost first; none where there is no such name. */
  chainOf(name: string): string[] {
    const chain = findRef(this.#context.home.store, name)?.chain ?? [];
    return chain.flatMap((link) => ('layer' in link ? [link.layer] : []));
  }

  /** Waits until no other process holds `key`. */
  async lockKey(key: string, signal?: AbortSignal): Promise<Disposable> {
    return await lockKey(this.#context.home, key, signal);
  }

  /** Whether the store has all of these. */
  hasLayers(ids: readonly string[]): boolean {
    return ids.every((id) => findLayer(this.#context.home.store, id) !== undefined);
  }

  /** Keeps layers from being collected until it is disposed of. One that is gone is LAYOVER_LAYER_UNKNOWN. */
  hold(ids: readonly string[]): Disposable {
    const { store } = this.#context.home;
    return new LayerLease(
      store,
      ids.map((id) => treePath(store, id)),
    );
  }

  /** Takes a name away that may be gone already. */
  forget(name: string): void {
    const { store } = this.#context.home;
    try {
      withStoreLock(store, 'shared', () => removeRef(store, name));
    } catch (error) {
      if (hasErrno(error, 'ENOENT')) return;
      if (!(error instanceof LayoverError) || error.code !== 'LAYOVER_LAYER_UNKNOWN') throw error;
    }
  }
}

function styleOf(mode: LayerWorkContext['mode']): LayerStyle {
  return mode === 'root' ? 'trusted' : 'user';
}
