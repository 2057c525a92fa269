import { type HostPath, type RawPath } from '../base/bytes-path.js';
import type { Operation, TouchedDirectory } from './operation.js';
import type { VolumeRecord } from './volumes.js';
export type CommitState = 'staging' | 'applying' | 'committed' | 'undoing' | 'stuck';
/** `commit.json`. */
export interface CommitHeader {
  readonly id: string;
  readonly state: CommitState;
  readonly createdAt: string;
  readonly job?: string | undefined;
  readonly target: HostPath;
  /** Of the target's own directory; empty until it is there. */
  readonly targetIno: string;
  /** Whether the commit made it. */
  readonly madeTarget: boolean;
  /** What of it is changed, in this order; none before anything is staged. */
  readonly volumes: readonly VolumeRecord[];
  /** Changes applied. */
  readonly applied?: number | undefined;
}
export declare const OWN_STASH: RawPath;
export declare function isCommitId(name: string): boolean;
/** The journal of one commit, locked for as long as it is open. */
export declare class Journal implements Disposable {
  #private;
  readonly path: HostPath;
  private constructor();
  /** A new one in `parent`. */
  static create(parent: HostPath, about: Pick<CommitHeader, 'target' | 'job'>): Journal;
  /** An old one; undefined where another process holds it. */
  static open(parent: HostPath, id: string): Journal | undefined;
  get header(): CommitHeader;
  /** On disk when this returns. */
  update(change: Partial<CommitHeader>): void;
  /** On disk when this returns. Once only. */
  writeOperations(operations: readonly Operation[], touched: readonly TouchedDirectory[]): void;
  readOperations(): {
    operations: Operation[];
    touched: TouchedDirectory[];
  };
  /** Forgets the commit: with its directory goes what is in its own stash. */
  remove(): void;
  [Symbol.dispose](): void;
}
/** Undefined where there is none yet: its maker was killed at once. */
export declare function readHeader(parent: HostPath, id: string): CommitHeader | undefined;
/** In the order they were made. */
export declare function listCommitIds(parent: HostPath): string[];
