import { type HostPath } from '../base/bytes-path.js';
export interface TreeIdentity {
  readonly root: HostPath;
  readonly local: string;
  readonly portable: string;
}
/** Of each of these paths, files and directories, mounts below them included. Synchronous: for a worker. */
export declare function identifyTrees(roots: readonly HostPath[], check: () => void): TreeIdentity[];
