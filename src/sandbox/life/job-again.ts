/** What a kept job's record holds of its sandbox, so that another command can run in it later. */
import { isAbsolute, resolve } from 'node:path';
import { type HostPath, hostPath, type RawPath } from '../../base/bytes-path.js';
import type { JobUser } from '../../jail/id-map.js';
import { isDefinitionFile } from '../definition/read-definition.js';
import { type ResolveContext, type ResolvedSpec, resolveSpec } from '../definition/resolve.js';
import { rawOf } from '../definition/resolve-view.js';
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

export function sandboxOf(spec: RunSpec, resolved: ResolvedSpec, view: ViewPlan): JobSandbox {
  const { cwd, user, hostname, network } = resolved;
  return {
    definition: definitionOf(spec),
    view,
    cwd,
    user,
    hostname,
    network,
    ...(spec.seccomp !== undefined && { seccomp: seccompOf(spec.seccomp) }),
  };
}

/** A file is named so that it is found from anywhere. */
function definitionOf({ sandbox, lowers }: RunSpec): string {
  if (sandbox === undefined) return lowers === undefined ? 'host' : 'bare';
  return isDefinitionFile(sandbox) && !isAbsolute(sandbox) ? resolve(sandbox) : sandbox;
}

function seccompOf(choice: NonNullable<RunSpec['seccomp']>): RawPath {
  return choice === 'default' || choice === 'off' ? rawOf(choice) : hostPath(choice);
}

/** Everything but the view is resolved anew, under the same names. */
export async function resolveAgain(
  spec: RunSpec,
  sandbox: JobSandbox,
  context: ResolveContext,
): Promise<ResolvedSpec> {
  const { definition, view, cwd, user, hostname, network, seccomp } = sandbox;
  const bytes = (raw: RawPath): Buffer => Buffer.from(raw, 'latin1');
  const same: RunSpec = {
    ...spec,
    sandbox: definition,
    cwd: bytes(cwd),
    hostname,
    network,
    seccomp: seccomp === 'default' || seccomp === 'off' ? seccomp : seccomp && bytes(seccomp),
    ...(!user.isCaller && { user }),
  };
  const lowers = view.places.flatMap((place): readonly HostPath[] => place.lowers);
  return await resolveSpec(same, context, {
    lowers,
    mounts: [],
    links: [],
    mapsOwners: context.mode === 'root',
  });
}
