/** What failed, on what, with the value seen; `hint` says what to do. */
export class LayoverError extends Error {
  name = 'LayoverError';
  code;
  hint;
  details;
  constructor(code, message, { hint, cause, details = [] } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.hint = hint;
    this.details = details;
  }
}
/** A step of the keeper failed before the command could start. */
export class SetupError extends LayoverError {
  name = 'SetupError';
  /** The keeper's name of the step, as in its step table. */
  step;
  /** The kernel's error, by name: `EPERM`. */
  errno;
  constructor({ step, errno, message, hint }) {
    super('LAYOVER_SETUP', message, { hint });
    this.step = step;
    this.errno = errno;
  }
}
/** Whether `error` is a system error with one of these codes. */
export function hasErrno(error, ...codes) {
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code)
  );
}
export function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}
//# sourceMappingURL=errors.js.map
