import { hasErrno, LayoverError, messageOf, SetupError } from '../../base/errors.js';
/** LAYOVER_DESCRIPTORS in place of whatever failed because the runner, or the machine, may open nothing more. */
export function explainDescriptors(error) {
  const errno =
    error instanceof SetupError ? error.errno : hasErrno(error, 'EMFILE', 'ENFILE') ? error.code : '';
  if (errno !== 'EMFILE' && errno !== 'ENFILE') return error;
  const whose = errno === 'EMFILE' ? 'This process has' : 'This machine has';
  return new LayoverError(
    'LAYOVER_DESCRIPTORS',
    `${whose} no descriptors left (${errno}: ${messageOf(error)})`,
    {
      hint: 'Close some, raise the limit (`ulimit -n`), or run fewer jobs at once.',
      cause: error,
    },
  );
}
const DOCTOR =
  'Run `layover doctor`: it tries each thing a job needs, and names the remedy for what is missing.';
// What an errno means at a step, where the kernel's own word leaves a reader alone with it.
const HINTS = [
  {
    step: /^working-directory$/,
    errno: /ENOENT/,
    hint: 'Choose a --cwd that the lowers, the project or a bind have.',
  },
  {
    step: /^(namespaces|user-namespace|network-namespace)/,
    errno: /ENOSPC|EUSERS/,
    hint: 'The user.max_*_namespaces sysctls are too low, or 0.',
  },
  {
    step: /^(namespaces|user-namespace|network-namespace)/,
    errno: /EPERM|EACCES/,
    hint: `This system forbids namespaces to you. ${DOCTOR}`,
  },
  {
    step: /^mount-overlay$/,
    errno: /EOVERFLOW/,
    hint: 'A lower holds owners that your user namespace has no id for: give yourself subordinate ids, or run as root.',
  },
  {
    step: /^mount-overlay$/,
    errno: /EINVAL|EROFS|EOPNOTSUPP/,
    hint: `The state directory's file system may not do as an upper: set LAYOVER_HOME to one on ext4, xfs, btrfs or tmpfs. ${DOCTOR}`,
  },
  {
    step: /^mount-(bind|hide)$/,
    errno: /ENOENT|ELOOP|ENOTDIR/,
    hint: 'The place must exist in what is mounted around it, and not lie behind a symlink.',
  },
  {
    step: /^filter$/,
    errno: /EINVAL|ENOSYS/,
    hint: 'This kernel takes no filter of system calls, or not this one. `--seccomp off` runs the job without.',
  },
  {
    step: /^filter$/,
    errno: /ENOMEM|E2BIG/,
    hint: 'The filter is too long together with those that already hold here.',
  },
  {
    step: /^filter-check$/,
    errno: /EPROTO/,
    hint: 'The loaded filter lets through what its policy refuses, so nothing was started. Please report this.',
  },
  {
    step: /^landlock$/,
    errno: /E2BIG/,
    hint: 'This process lies under 16 layers of Landlock already, which is the most.',
  },
  { step: /^identity$/, errno: /EINVAL/, hint: 'That user id is not mapped: see `idMap` in the receipt.' },
];
/** A failed step as an error, with what it was about and what can be done. */
export function explainFailure({ step, errno, detail }) {
  const hint = HINTS.find((one) => one.step.test(step) && one.errno.test(errno))?.hint ?? DOCTOR;
  const about = detail === '' ? '' : ` (${detail})`;
  return new SetupError({
    step,
    errno,
    hint,
    message: `Setting up the sandbox failed at the step ${step}: ${errno}${about}`,
  });
}
//# sourceMappingURL=explain.js.map
