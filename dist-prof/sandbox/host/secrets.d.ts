import { type HostPath } from '../../base/bytes-path.js';
export interface SecretsRequest {
  /** Where the caller works: never hidden, whoever owns the home around it. */
  readonly inUse: readonly HostPath[];
}
/** Real paths of what there is of it on this machine. */
export declare function findSecrets({ inUse }: SecretsRequest): HostPath[];
/** `~` and `~/x` with the caller's home. */
export declare function expandHome(path: string): string;
/** The caller's, by its real path; `/` where there is none. */
export declare function ownHome(): HostPath;
