/** Single primitives, each tried by a short-lived process of the keeper's program (src/native/keeper/probe.c). */
import { LayoverError } from '../../base/errors.js';
import { KEEPER_PATH } from '../../jail/keeper.js';
import { errnoName } from '../../jail/keeper-errors.js';
import { explainUserns } from './userns.js';

const UNKNOWN_PROBE = 255;
/** A filter on system calls that kills shows as a signal. */
async function probe(name) {
  const { execa } = await import('execa');
  const ended = await execa(KEEPER_PATH, ['probe', name], { env: {}, extendEnv: false, reject: false });
  const { exitCode, signal, stdout: output } = ended;
  if (exitCode === 0) return { isOk: true, errno: undefined, output };
  if (signal !== undefined) return { isOk: false, errno: signal, output };
  if (exitCode !== undefined && exitCode !== UNKNOWN_PROBE)
    return { isOk: false, errno: errnoName(exitCode), output };
  throw new LayoverError('LAYOVER_NATIVE_MISSING', `The keeper ${KEEPER_PATH} cannot try ${name}`, {
    cause: ended,
    hint: 'Run `npm run build` in the layover package; it needs a C compiler (Debian: apt-get install gcc libc6-dev).',
  });
}
const NAMESPACES = [
  { name: 'user', affects: 'jobs: their users are kept apart from those of the host by it' },
  { name: 'mount', affects: 'jobs: their view is made in it' },
  { name: 'pid', affects: 'jobs: their processes are ended by it' },
  { name: 'network', affects: 'jobs without the network' },
  { name: 'ipc', affects: 'jobs' },
  { name: 'uts', affects: 'jobs' },
  { name: 'cgroup', affects: 'jobs' },
];
export async function checkNamespaces(mode) {
  return await Promise.all(
    NAMESPACES.map(async ({ name, affects }) => {
      const { isOk, errno } = await probe(`${name}-namespace`);
      if (isOk) return { name, group: 'namespaces', status: 'ok', detail: 'made one' };
      const detail = `unshare(2) says ${errno}`;
      // An unprivileged caller gets any other kind only inside a user namespace.
      const { cause, remedy } = await explainUserns(mode, errno);
      return {
        name,
        group: 'namespaces',
        status: 'missing',
        detail: `${detail}: ${cause}`,
        errno,
        remedy,
        affects,
      };
    }),
  );
}
export async function checkFilters() {
  return await Promise.all([checkSeccomp(), checkLandlock()]);
}
async function checkSeccomp() {
  const { isOk, errno } = await probe('seccomp');
  if (isOk) return { name: 'seccomp', group: 'filters', status: 'ok', detail: 'installed a filter' };
  return {
    name: 'seccomp',
    group: 'filters',
    status: 'missing',
    detail: `seccomp(2) says ${errno}`,
    errno,
    remedy: 'a kernel with CONFIG_SECCOMP_FILTER=y',
    affects: 'keeping system calls from a job',
  };
}
/** An older ABI knows fewer rights: 4 added the network, 5 ioctl, 6 signals and abstract sockets. */
async function checkLandlock() {
  const { isOk, errno, output } = await probe('landlock');
  const check = { name: 'landlock', group: 'filters' };
  if (isOk) return { ...check, status: 'ok', detail: `restricted a process; ABI ${output.trim()}` };
  const remedy =
    errno === 'EOPNOTSUPP'
      ? 'add landlock to the kernel parameter lsm= and reboot'
      : 'a kernel of 5.13 or later with CONFIG_SECURITY_LANDLOCK=y';
  const affects = 'a second wall around the files of a job; its mount namespace is the first';
  return { ...check, status: 'missing', detail: `landlock(7) says ${errno}`, errno, remedy, affects };
}
//# sourceMappingURL=namespaces.js.map
