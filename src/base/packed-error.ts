import { type ErrorCode, LayoverError } from './errors.js';

/** An error as plain data, for a thread or process boundary. */
export interface PackedError {
  readonly message: string;
  readonly code: string | undefined;
  readonly hint: string | undefined;
  readonly details: readonly string[];
  readonly isLayover: boolean;
  readonly stack: string | undefined;
}

export function packError(error: unknown): PackedError {
  if (!(error instanceof Error)) {
    return {
      message: String(error),
      code: undefined,
      hint: undefined,
      details: [],
      isLayover: false,
      stack: undefined,
    };
  }
  const { message, stack } = error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const { hint = undefined, details = [] } = error instanceof LayoverError ? error : {};
  return { message, code, hint, details, isLayover: error instanceof LayoverError, stack };
}

/** The error again: a `LayoverError` as such, anything else with its `code`. */
export function unpackError(packed: PackedError): Error {
  const error = packed.isLayover
    ? new LayoverError(packed.code as ErrorCode, packed.message, {
        hint: packed.hint,
        details: packed.details,
      })
    : Object.assign(new Error(packed.message), packed.code === undefined ? {} : { code: packed.code });
  if (packed.stack !== undefined) error.stack = packed.stack;
  return error;
}
