import { access, constants } from 'node:fs/promises';
import { copyDriver } from '../../overlay/copy.js';
import { FUSE_OVERLAYFS, fuseDriver } from '../../overlay/fuse.js';
import { kernelDriver } from '../../overlay/kernel.js';
import { runTrial } from './trial.js';
import { isWorkingOverlay } from './verdict.js';

const GROUP = 'view';
const LOWERS = 3;
const DEFAULT = { driver: kernelDriver, layersBy: 'descriptor', mapsOwners: true, lowerCount: LOWERS };
/** The ways to make a job's view, as the runner tries them: the kernel's overlay, fuse-overlayfs, a copy. */
export async function checkView(bench) {
  const checks = await checkKernelOverlay(bench);
  const isKernelUsable = checks.some(isWorkingOverlay);
  const fuse = await checkFuse(bench, isKernelUsable);
  checks.push(...fuse);
  if (isKernelUsable || fuse.some(isWorkingOverlay)) return checks;
  return [...checks, await checkCopy(bench)];
}
async function checkKernelOverlay(bench) {
  const byDescriptor = await runTrial(DEFAULT, bench);
  const byName = await runTrial({ ...DEFAULT, layersBy: 'name' }, bench);
  const mostWanted =
    byDescriptor && byName
      ? 'the kernel overlay: jobs use fuse-overlayfs or a copy, which are slower'
      : undefined;
  const checks = [
    describe({
      name: 'overlay',
      passed: `${LOWERS} lowers, layers by descriptor`,
      failure: byDescriptor,
      affects: mostWanted,
    }),
    describe({
      name: 'overlay, layers by name',
      passed: `${LOWERS} lowers`,
      failure: byName,
      affects: mostWanted,
    }),
  ];
  return bench.mode === 'root' ? [...checks, await checkOwners(bench, byDescriptor && byName)] : checks;
}
/** Where mapped layers fail and others do not, it is the mapping that this file system or kernel cannot do. */
async function checkOwners(bench, failure) {
  const name = 'owners kept';
  if (failure === undefined)
    return describe({ name, passed: 'layers mapped to the ids of a job', failure, affects: undefined });
  const unmapped = await runTrial({ ...DEFAULT, mapsOwners: false }, bench);
  if (unmapped)
    return { name, group: GROUP, status: 'not-tried', detail: 'the overlay fails without it as well' };
  const remedy = 'lowers and LAYOVER_HOME on ext4, xfs, btrfs or tmpfs, and a kernel of 5.19 or later';
  return describe({ name, passed: '', failure, remedy, affects: 'jobs started by root' });
}
async function checkFuse(bench, isSpare) {
  const affects = isSpare ? undefined : 'the overlay where the kernel refuses its own';
  const checks = [
    await checkAccess({
      name: '/dev/fuse',
      path: '/dev/fuse',
      mode: constants.R_OK | constants.W_OK,
      remedy: FUSE_DEVICE_REMEDY,
      affects,
    }),
    await checkAccess({
      name: 'fuse-overlayfs program',
      path: FUSE_OVERLAYFS,
      mode: constants.X_OK,
      remedy: 'apt-get install fuse-overlayfs',
      affects,
    }),
  ];
  const name = 'fuse-overlayfs';
  if (checks.some(({ status }) => status !== 'ok')) {
    return [...checks, { name, group: GROUP, status: 'not-tried', detail: 'something it needs is missing' }];
  }
  const failure = await runTrial({ ...DEFAULT, driver: fuseDriver }, bench);
  return [...checks, describe({ name, passed: `${LOWERS} lowers`, failure, affects })];
}
const FUSE_DEVICE_REMEDY = 'modprobe fuse && chmod 666 /dev/fuse (docker run --device /dev/fuse)';
async function checkAccess({ name, path, mode, remedy, affects }) {
  try {
    await access(path, mode);
    return { name, group: GROUP, status: 'ok', detail: path };
  } catch (error) {
    const errno = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    const detail = errno === 'ENOENT' ? `there is no ${path}` : `${path} cannot be used: ${errno}`;
    return { name, group: GROUP, status: 'missing', detail, errno, remedy, affects };
  }
}
async function checkCopy(bench) {
  const failure = await runTrial({ ...DEFAULT, driver: copyDriver }, bench);
  return describe({
    name: 'copy of the lowers',
    passed: 'works',
    failure,
    affects: 'jobs: no way to make their view is left',
  });
}
function describe({ name, passed, failure, affects, remedy }) {
  if (failure === undefined) return { name, group: GROUP, status: 'ok', detail: passed };
  const { step, errno } = failure;
  const about = failure.detail === '' ? '' : ` (${failure.detail})`;
  const detail = `the step ${step} says ${errno}${about}`;
  return {
    name,
    group: GROUP,
    status: 'missing',
    detail,
    errno,
    remedy: remedy ?? findRemedy(failure),
    affects,
  };
}
// By the step that failed; the first that fits.
const REMEDIES = [
  {
    step: /^mount-overlay$/,
    errno: /ENODEV/,
    remedy: 'modprobe overlay, or a kernel with CONFIG_OVERLAY_FS',
  },
  {
    step: /^mount-overlay$/,
    errno: /EPERM|EACCES/,
    remedy: 'a kernel of 5.11 or later; in a container: --cap-add SYS_ADMIN',
  },
  {
    step: /^mount-overlay$/,
    errno: /./,
    remedy: 'set LAYOVER_HOME to a directory on ext4, xfs, btrfs or tmpfs',
  },
  {
    step: /^mount-proc$/,
    errno: /EPERM/,
    remedy: 'a /proc that nothing is mounted over (docker run --security-opt systempaths=unconfined)',
  },
  { step: /^mount-fuse$/, errno: /EPERM|EACCES/, remedy: 'a kernel of 4.18 or later' },
  {
    step: /./,
    errno: /ENOSYS/,
    remedy:
      'a kernel of 5.12 or later, and a container whose seccomp profile lets the new mount calls through',
  },
  {
    step: /./,
    errno: /ENOSPC|EUSERS/,
    remedy: 'raise user.max_user_namespaces and the other user.max_*_namespaces sysctls',
  },
];
function findRemedy({ step, errno }) {
  return REMEDIES.find((one) => one.step.test(step) && one.errno.test(errno))?.remedy;
}
//# sourceMappingURL=view.js.map
