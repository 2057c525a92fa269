/**
 * A project, or what jobs are given of it, as layers: a copy that no later change can reach, the same for the same
 * content. Times, owners and extended attributes are no part of it, so that a fresh checkout makes the same layers;
 * every file is of one moment long ago, and hence older than anything a job makes of it.
 */
import { type HostPath, type RawPath } from '../base/bytes-path.js';
import { type LayerStore, type LayerStyle } from '../layers/store.js';
import { type Selection } from './select.js';
export interface SnapshotInput {
  readonly store: LayerStore;
  readonly style: LayerStyle;
  readonly project: HostPath;
  readonly selections: readonly Selection[];
  /** Where what is known of the project's files is kept. */
  readonly knownFile: string;
  readonly apart: RawPath | undefined;
}
/** Of one selection. */
export interface Snapshot {
  /** Of the content: the same wherever it was checked out. */
  readonly digest: string;
  /** The layer's id. */
  readonly layer: string;
  readonly files: number;
  readonly bytes: number;
}
export interface Snapshots {
  readonly snapshots: readonly Snapshot[];
  /** What cannot be in a layer of inputs: sockets, devices. */
  readonly leftOut: readonly RawPath[];
}
/** The name under which a snapshot's layer is kept. */
export declare function snapshotName(digest: string): string;
/** Takes all selections of the project at one go, and again where a file changed meanwhile. */
export declare function takeSnapshots(input: SnapshotInput, check: () => void): Snapshots;
