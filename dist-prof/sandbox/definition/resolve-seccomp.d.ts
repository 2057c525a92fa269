import { type SeccompFilter } from '../../jail/seccomp/filter.js';
import type { Definition } from './definition.js';
import type { RunSpec } from './spec.js';
export interface SeccompRequest {
  readonly spec: Pick<RunSpec, 'seccomp'>;
  readonly definition: Definition;
  readonly user: {
    readonly uid: number;
  };
  /** Layover's own policy, compiled. */
  readonly defaultFilter: () => SeccompFilter;
}
/** Undefined where the job runs without one. */
export declare function resolveSeccomp(request: SeccompRequest): Promise<SeccompFilter | undefined>;
/** Throws where the definition requires Landlock and the kernel has none. */
export declare function requireLandlock({ require }: Definition, landlockAbi: number): void;
