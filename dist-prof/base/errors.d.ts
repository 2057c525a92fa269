/**
 * Every failure of layover itself, by code. Codes are API and keep their meaning; messages may change.
 * A command that fails inside a sandbox is no error: it is an `Outcome`.
 */
export type ErrorCode =
  | 'LAYOVER_USAGE'
  | 'LAYOVER_NATIVE_MISSING'
  | 'LAYOVER_NATIVE_MISMATCH'
  | 'LAYOVER_KEEPER'
  | 'LAYOVER_WORKER'
  | 'LAYOVER_SETUP'
  | 'LAYOVER_UNSUPPORTED'
  | 'LAYOVER_HOME'
  | 'LAYOVER_LOWER_MISSING'
  | 'LAYOVER_LOWER_INVALID'
  | 'LAYOVER_MOUNT_TARGET'
  | 'LAYOVER_DEFINITION'
  | 'LAYOVER_OVERLAY_MARK'
  | 'LAYOVER_TREE_CHANGED'
  | 'LAYOVER_UPPER_LIMIT'
  | 'LAYOVER_JOB_UNKNOWN'
  | 'LAYOVER_JOB_BUSY'
  | 'LAYOVER_QUARANTINED'
  | 'LAYOVER_LAYER_UNKNOWN'
  | 'LAYOVER_LAYER_DAMAGED'
  | 'LAYOVER_IMAGE_INVALID'
  | 'LAYOVER_IMPORT_LIMIT'
  | 'LAYOVER_COMMIT_TARGET'
  | 'LAYOVER_COMMIT_PATH'
  | 'LAYOVER_COMMIT_CONFLICT'
  | 'LAYOVER_COMMIT_REFUSED'
  | 'LAYOVER_COMMIT_UNKNOWN'
  | 'LAYOVER_DESCRIPTORS'
  | 'LAYOVER_SCHEDULE'
  | 'LAYOVER_CLOSED'
  | 'LAYOVER_OUTPUT'
  | 'LAYOVER_PIPELINE'
  | 'LAYOVER_CANCELED';
export interface ErrorDetails {
  /** What the reader can do, one sentence. */
  readonly hint?: string | undefined;
  readonly cause?: unknown;
  /** One line for each thing that the message counts. */
  readonly details?: readonly string[] | undefined;
}
/** What failed, on what, with the value seen; `hint` says what to do. */
export declare class LayoverError extends Error {
  readonly name: string;
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly details: readonly string[];
  constructor(code: ErrorCode, message: string, { hint, cause, details }?: ErrorDetails);
}
/** A step of the keeper failed before the command could start. */
export declare class SetupError extends LayoverError {
  readonly name: string;
  /** The keeper's name of the step, as in its step table. */
  readonly step: string;
  /** The kernel's error, by name: `EPERM`. */
  readonly errno: string;
  constructor({
    step,
    errno,
    message,
    hint,
  }: {
    step: string;
    errno: string;
    message: string;
    hint?: string | undefined;
  });
}
/** Whether `error` is a system error with one of these codes. */
export declare function hasErrno(error: unknown, ...codes: readonly string[]): error is NodeJS.ErrnoException;
export declare function messageOf(error: unknown): string;
