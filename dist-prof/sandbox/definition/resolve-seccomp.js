/** Which filter of system calls a job gets, and whether what its definition requires of the kernel is there. */
import { readFile } from 'node:fs/promises';
import { release } from 'node:os';
import { resolve } from 'node:path';
import { fsPath, hostPath } from '../../base/bytes-path.js';
import { hasErrno, LayoverError, messageOf } from '../../base/errors.js';
import { KEPT_CAPABILITIES } from '../../jail/receipt.js';
import { getArchitecture } from '../../jail/seccomp/architecture.js';
import { buildFilter } from '../../jail/seccomp/filter.js';
import { readSeccompProfile } from '../../jail/seccomp/profile.js';
import { usageError } from './resolve-view.js';
/** Undefined where the job runs without one. */
export async function resolveSeccomp(request) {
  const { spec, definition } = request;
  const choice = spec.seccomp ?? definition.seccomp ?? 'default';
  if (choice === 'default') return request.defaultFilter();
  if (choice !== 'off') {
    const file = spec.seccomp ?? resolve(definition.directory ?? '.', String(choice));
    return await readProfile(file, request.user.uid);
  }
  if (request.definition.require?.includes('seccomp') !== true) return undefined;
  throw usageError(
    'The sandbox requires seccomp, and seccomp is off',
    'Leave --seccomp out, or name a profile.',
  );
}
async function readProfile(path, uid) {
  const file = hostPath(path);
  const text = await readFile(fsPath(file), 'utf8').catch((cause) => {
    const reason = hasErrno(cause, 'ENOENT') ? 'does not exist' : `cannot be read: ${messageOf(cause)}`;
    throw new LayoverError('LAYOVER_DEFINITION', `The seccomp profile ${String(path)} ${reason}`, {
      cause,
      hint: 'seccomp is default, off, or the path of a seccomp.json.',
    });
  });
  const capabilities = uid === 0 ? KEPT_CAPABILITIES : [];
  const plan = await readSeccompProfile(text, {
    architecture: getArchitecture(),
    capabilities,
    kernel: release(),
  });
  return buildFilter(plan, { fitsInit: false });
}
/** Throws where the definition requires Landlock and the kernel has none. */
export function requireLandlock({ require = [] }, landlockAbi) {
  if (landlockAbi > 0 || !require.includes('landlock')) return;
  throw new LayoverError(
    'LAYOVER_UNSUPPORTED',
    'The sandbox requires landlock, which this kernel does not have',
    {
      hint: 'It takes a kernel of 5.13 or later with landlock in its parameter lsm=.',
    },
  );
}
//# sourceMappingURL=resolve-seccomp.js.map
