/**
 * Every failure of layover itself, by code. Codes are API and keep their meaning; messages may change.
 * A command that fails inside a sandbox is no error: it is an `Outcome`.
 */
export type ErrorCode =
  | 'LAYOVER_USAGE' // an option or a value that cannot be
  | 'LAYOVER_NATIVE_MISSING' // the keeper or the addon is not built
  | 'LAYOVER_NATIVE_MISMATCH' // the keeper speaks another protocol version
  | 'LAYOVER_KEEPER' // the keeper died, or broke the protocol
  | 'LAYOVER_WORKER' // the process that runs worker jobs cannot be started, or is gone
  | 'LAYOVER_SETUP' // a step of setting up a sandbox failed: see `step` and `errno`
  | 'LAYOVER_UNSUPPORTED' // this machine lacks what was asked for
  | 'LAYOVER_HOME' // the state directory cannot be used
  | 'LAYOVER_LOWER_MISSING' // a lower does not exist
  | 'LAYOVER_LOWER_INVALID' // a lower is not a directory, stands twice, or there are too many
  | 'LAYOVER_MOUNT_TARGET' // a mount's place in the view is a symlink, a file, or outside
  | 'LAYOVER_DEFINITION' // a sandbox definition is wrong
  | 'LAYOVER_OVERLAY_MARK' // a lower carries an overlay mark that is never followed
  | 'LAYOVER_TREE_CHANGED' // a tree moved under its reader, or leads out of itself
  | 'LAYOVER_UPPER_LIMIT' // a job left more, or something bigger, than layover reads
  | 'LAYOVER_JOB_UNKNOWN' // no such job
  | 'LAYOVER_JOB_BUSY' // the job is running, or another process holds it
  | 'LAYOVER_QUARANTINED' // a job's processes do not end, or its files are open elsewhere: nothing of it was read
  | 'LAYOVER_LAYER_UNKNOWN' // no layer, or no name of one, that is so called
  | 'LAYOVER_LAYER_DAMAGED' // a layer, its manifest or a name's record is not what was written
  | 'LAYOVER_IMAGE_INVALID' // an image of others', or a part of one, is not what its format says
  | 'LAYOVER_IMPORT_LIMIT' // an import is more than its limits allow
  | 'LAYOVER_COMMIT_TARGET' // the target cannot take the changes
  | 'LAYOVER_COMMIT_PATH' // one path could not be applied
  | 'LAYOVER_COMMIT_CONFLICT' // the target is not what the job started from, or changed meanwhile
  | 'LAYOVER_COMMIT_REFUSED' // a rule, a protected path, or too many deletions
  | 'LAYOVER_COMMIT_UNKNOWN' // no commit that can be taken back has this name
  | 'LAYOVER_DESCRIPTORS' // this process, or the machine, has no descriptors left
  | 'LAYOVER_SCHEDULE' // a task that could never run: a cycle, an unknown need, a name twice, more than the machine has
  | 'LAYOVER_CLOSED' // the scheduler takes no more
  | 'LAYOVER_OUTPUT' // what was to be printed could not be
  | 'LAYOVER_PIPELINE' // a job of a pipeline cannot go on: needs in conflict, a secret in what it made
  | 'LAYOVER_CANCELED'; // the caller's signal

export interface ErrorDetails {
  /** What the reader can do, one sentence. */
  readonly hint?: string | undefined;
  readonly cause?: unknown;
  /** One line for each thing that the message counts. */
  readonly details?: readonly string[] | undefined;
}

/** What failed, on what, with the value seen; `hint` says what to do. */
export class LayoverError extends Error {
  override readonly name: string = 'LayoverError';
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly details: readonly string[];

  constructor(code: ErrorCode, message: string, { hint, cause, details = [] }: ErrorDetails = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.hint = hint;
    this.details = details;
  }
}

/** A step of the keeper failed before the command could start. */
export class SetupError extends LayoverError {
  override readonly name: string = 'SetupError';
  /** The keeper's name of the step, as in its step table. */
  readonly step: string;
  /** The kernel's error, by name: `EPERM`. */
  readonly errno: string;

  constructor({
    step,
    errno,
    message,
    hint,
  }: { step: string; errno: string; message: string; hint?: string | undefined }) {
    super('LAYOVER_SETUP', message, { hint });
    this.step = step;
    this.errno = errno;
  }
}

/** Whether `error` is a system error with one of these codes. */
export function hasErrno(error: unknown, ...codes: readonly string[]): error is NodeJS.ErrnoException {
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code)
  );
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
