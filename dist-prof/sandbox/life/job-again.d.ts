import { type RawPath } from '../../base/bytes-path.js';
import type { JobUser } from '../../jail/id-map.js';
import { type ResolveContext, type ResolvedSpec } from '../definition/resolve.js';
import type { RunSpec } from '../definition/spec.js';
import type { ViewPlan } from '../view/view.js';
/** Plain data; paths are raw. The environment is the definition's, anew: what a caller set may have been secret. */
export interface JobSandbox {
  readonly definition: string;
  readonly view: ViewPlan;
  readonly cwd: RawPath;
  readonly user: JobUser;
  readonly hostname: string;
  readonly network: 'none' | 'host';
  readonly seccomp?: RawPath | undefined;
}
export declare function sandboxOf(spec: RunSpec, resolved: ResolvedSpec, view: ViewPlan): JobSandbox;
/** Everything but the view is resolved anew, under the same names. */
export declare function resolveAgain(
  spec: RunSpec,
  sandbox: JobSandbox,
  context: ResolveContext,
): Promise<ResolvedSpec>;
