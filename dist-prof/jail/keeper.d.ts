import type { Launched, LaunchStreams, Scratch } from './launched.js';
import { type OwnMap } from './own-map.js';
import { type LaunchSpec, type ScratchSpec } from './protocol.js';
export declare const KEEPER_PATH: string;
export type { LaunchEnd, Launched, LaunchStreams, Scratch } from './launched.js';
export declare class Keeper implements AsyncDisposable {
  #private;
  private constructor();
  /** `ownMap` for a caller without privilege: the ids its keeper's user namespace holds. */
  static start(ownMap?: OwnMap): Promise<Keeper>;
  /** The keeper's own process, in whose user namespace rootless trees are read. */
  get pid(): number;
  get isAlive(): boolean;
  /** The kernel's version of Landlock; 0 where it has none. */
  get landlockAbi(): number;
  /** Whether it, and with it each job's init, runs from a copy of its program that nobody can write to. */
  get isSealed(): boolean;
  launch(spec: LaunchSpec, streams: LaunchStreams): Launched;
  /** SetupError where the kernel refuses it. */
  makeScratch(scratch: ScratchSpec): Promise<Scratch>;
  [Symbol.asyncDispose](): Promise<void>;
}
