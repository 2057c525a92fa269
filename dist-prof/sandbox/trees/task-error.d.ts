/** An error as plain data, for a thread or process boundary. */
export interface PackedError {
  readonly message: string;
  readonly code: string | undefined;
  readonly hint: string | undefined;
  readonly details: readonly string[];
  readonly isLayover: boolean;
  readonly stack: string | undefined;
}
export declare function packError(error: unknown): PackedError;
/** The error again: a `LayoverError` as such, anything else with its `code`. */
export declare function unpackError(packed: PackedError): Error;
