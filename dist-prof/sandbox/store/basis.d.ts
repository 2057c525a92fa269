import { type HostPath } from '../../base/bytes-path.js';
import type { Definition } from '../definition/definition.js';
export interface SandboxBasis {
  readonly definition: Definition;
  /** Where the project is shown. */
  readonly project: string;
  /** The lowers that are layers, by id, the topmost first, as the definition names them. */
  readonly layers: ReadonlyArray<{
    readonly word: string;
    readonly ids: readonly string[];
  }>;
  /** Everything of the host's that a job can read: directories and files. */
  readonly trees: readonly HostPath[];
  /** The whole machine is shown: what a job reads of it cannot be known. */
  readonly isWholeHost: boolean;
}
/** `homePath`: the state directory, in whose store names are looked up. */
export declare function findBasis(sandbox: string, homePath: string): Promise<SandboxBasis>;
