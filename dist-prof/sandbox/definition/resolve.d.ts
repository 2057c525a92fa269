/** From what a caller asks to what is done: definition and spec joined, checked, and every default filled in. */
import { type HostPath, type RawPath } from '../../base/bytes-path.js';
import type { EffectRules } from '../../commit/rules.js';
import type { JobUser } from '../../jail/id-map.js';
import { type DiskPlan } from '../../jail/limits/disk.js';
import type { LimitRequest } from '../../jail/limits/request.js';
import type { SeccompFilter } from '../../jail/seccomp/filter.js';
import type { ViewRequest } from '../view/view.js';
import { type Requirement } from './definition.js';
import type { RunSpec } from './spec.js';
export interface ResolvedSpec {
  readonly command: readonly RawPath[];
  readonly view: ViewRequest;
  readonly cwd: RawPath;
  /** `KEY=value`, raw. */
  readonly env: readonly string[];
  /** `isCaller`: rootless, the caller by its own number. */
  readonly user: JobUser;
  readonly hostname: string;
  readonly network: 'none' | 'host';
  readonly limits: LimitRequest;
  readonly disk: DiskPlan;
  /** A limit that is not to be had keeps the job from starting. */
  readonly mustLimit: boolean;
  readonly mustUseKernel: boolean;
  readonly required: readonly Requirement[];
  readonly filter: SeccompFilter | undefined;
  /** 0: without. */
  readonly landlockAbi: number;
  /** What a commit of the job may hold. */
  readonly rules: EffectRules | undefined;
}
export interface ResolveContext {
  readonly mode: 'root' | 'rootless';
  readonly homePath: HostPath;
  readonly landlockAbi: number;
  defaultFilter(): SeccompFilter;
}
/** `view`: what is shown has been resolved before. */
export declare function resolveSpec(
  spec: RunSpec,
  context: ResolveContext,
  view?: ViewRequest,
): Promise<ResolvedSpec>;
