/** What the disk below a store refuses: no fault of a path or of an archive, so it is said of the store. */
import { hasErrno, LayoverError, messageOf } from '../base/errors.js';

const NO_ROOM = 'Make room on the file system of the state directory, then try again; nothing was stored.';
/** By errno, for the reader. */
export const DEVICE_HINTS = {
  ENOSPC: NO_ROOM,
  EDQUOT: NO_ROOM,
  EROFS:
    'The file system of the state directory is read-only: see the kernel log, or set LAYOVER_HOME elsewhere.',
  EIO: 'The device reports errors: see the kernel log. `layover layer verify` shows which layers are still whole.',
};
/** Runs `action`; `what` cannot be done where the device fails, which is LAYOVER_HOME with the kernel's error as cause. */
export function explainingDevice(what, action) {
  try {
    return action();
  } catch (error) {
    throw explainDevice(what, error);
  }
}
/** The error to throw in place of `error`: the same one, unless the device failed. */
export function explainDevice(what, error) {
  if (!isDeviceFailure(error)) return error;
  const hint = DEVICE_HINTS[error.code ?? ''];
  return new LayoverError('LAYOVER_HOME', `${what}: ${messageOf(error)}`, { cause: error, hint });
}
export function isDeviceFailure(error) {
  return hasErrno(error, ...Object.keys(DEVICE_HINTS));
}
//# sourceMappingURL=device-failure.js.map
