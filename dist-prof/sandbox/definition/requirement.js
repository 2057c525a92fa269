/** What a definition requires and this machine, or the caller, does not give: refused under the requirement's own name. */
import { LayoverError, SetupError } from '../../base/errors.js';
import { usageError } from './resolve-view.js';

/** The steps that a job fails at where the machine has no such thing. */
const STEPS = {
  userns: /^(namespaces|user-namespace)/,
  'network-none': /^network-namespace/,
  'kernel-overlay': /^mount-overlay$/,
  seccomp: /^filter/,
  landlock: /^landlock$/,
};
/** `error`, or LAYOVER_UNSUPPORTED in its place where it comes from the lack of something required. */
export function nameRequirement(error, required) {
  if (!(error instanceof SetupError)) return error;
  const lacking = required.find((one) => STEPS[one]?.test(error.step));
  if (lacking === undefined) return error;
  return new LayoverError(
    'LAYOVER_UNSUPPORTED',
    `The sandbox requires ${lacking}, which is not to be had here: ${error.step} says ${error.errno}`,
    { hint: error.hint, cause: error },
  );
}
/** LAYOVER_USAGE where the caller asks for what the definition rules out. */
export function checkRequirements({ require = [] }, { network, driver = 'auto' }) {
  if (network === 'host' && require.includes('network-none'))
    throw usageError(
      'The sandbox requires network-none, and the network is to be the host',
      'Leave --network out.',
    );
  if (driver !== 'auto' && driver !== 'kernel' && require.includes('kernel-overlay'))
    throw usageError(
      `The sandbox requires kernel-overlay, and the driver is to be ${driver}`,
      'Leave --driver out.',
    );
}
//# sourceMappingURL=requirement.js.map
