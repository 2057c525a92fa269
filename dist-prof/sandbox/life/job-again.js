/** What a kept job's record holds of its sandbox, so that another command can run in it later. */
import { isAbsolute, resolve } from 'node:path';
import { hostPath } from '../../base/bytes-path.js';
import { isDefinitionFile } from '../definition/read-definition.js';
import { resolveSpec } from '../definition/resolve.js';
import { rawOf } from '../definition/resolve-view.js';
export function sandboxOf(spec, resolved, view) {
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
function definitionOf({ sandbox, lowers }) {
  if (sandbox === undefined) return lowers === undefined ? 'host' : 'bare';
  return isDefinitionFile(sandbox) && !isAbsolute(sandbox) ? resolve(sandbox) : sandbox;
}
function seccompOf(choice) {
  return choice === 'default' || choice === 'off' ? rawOf(choice) : hostPath(choice);
}
/** Everything but the view is resolved anew, under the same names. */
export async function resolveAgain(spec, sandbox, context) {
  const { definition, view, cwd, user, hostname, network, seccomp } = sandbox;
  const bytes = (raw) => Buffer.from(raw, 'latin1');
  const same = {
    ...spec,
    sandbox: definition,
    cwd: bytes(cwd),
    hostname,
    network,
    seccomp: seccomp === 'default' || seccomp === 'off' ? seccomp : seccomp && bytes(seccomp),
    ...(!user.isCaller && { user }),
  };
  const lowers = view.places.flatMap((place) => place.lowers);
  return await resolveSpec(same, context, {
    lowers,
    mounts: [],
    links: [],
    mapsOwners: context.mode === 'root',
  });
}
//# sourceMappingURL=job-again.js.map
