import { type HostPath } from '../../base/bytes-path.js';
import type { CommitReport } from '../../commit/report.js';
import type { TreeIdentity } from '../../inputs/identity.js';
import type { Selection } from '../../inputs/select.js';
import type { Snapshots } from '../../inputs/snapshot.js';
import type { Home } from '../state/home.js';
import type { TaskOptions, TreeHost } from '../trees/tree-host.js';
import { type SandboxBasis } from './basis.js';

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
export declare class LayerWork {
  #private;
  constructor(context: LayerWorkContext);
  /** The project as it is now, once for each selection, as layers. */
  takeSnapshots(project: string, selections: readonly Selection[], options?: TaskOptions): Promise<Snapshots>;
  /** Of each of them. */
  identify(roots: readonly HostPath[], options?: TaskOptions): Promise<readonly TreeIdentity[]>;
  /** The first of the pairs of layers that changed the same path. */
  findConflict(
    pairs: ReadonlyArray<readonly [string, string]>,
    options?: TaskOptions,
  ): Promise<
    | {
        pair: readonly [string, string];
        path: string;
      }
    | undefined
  >;
  /** Paths that differ between two lists of layers, the first of them; undefined where a layer is gone. */
  compare(
    before: readonly string[],
    after: readonly string[],
    options?: TaskOptions,
  ): Promise<
    | {
        paths: readonly string[];
        count: number;
      }
    | undefined
  >;
  /** Applies a layer's changes to a directory, as a job's would be. */
  apply({ layer, below, to, onConflict, job, ...options }: ApplyLayer): Promise<CommitReport>;
  /** Adds a layer to a directory of plain files. */
  save(id: string, directory: string): Promise<void>;
  /** Brings a layer in from such a directory, and names it; false where it is not there whole. */
  load(id: string, name: string, directory: string): Promise<boolean>;
  /** What a sandbox stands on; names are looked up in this runner's store. */
  findBasis(sandbox: string): Promise<SandboxBasis>;
  /** The directories of the host that a worker's module is loaded from. */
  codeRoots(worker: string): readonly string[];
  /** The layers of a name's chain, the topmost first; none where there is no such name. */
  chainOf(name: string): string[];
  /** Waits until no other process holds `key`. */
  lockKey(key: string, signal?: AbortSignal): Promise<Disposable>;
  /** Whether the store has all of these. */
  hasLayers(ids: readonly string[]): boolean;
  /** Keeps layers from being collected until it is disposed of. One that is gone is LAYOVER_LAYER_UNKNOWN. */
  hold(ids: readonly string[]): Disposable;
  /** Takes a name away that may be gone already. */
  forget(name: string): void;
}
