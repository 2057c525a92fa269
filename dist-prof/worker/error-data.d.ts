/** An error as data: what cloning would lose of it is kept. */
export interface ErrorData {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  readonly code?: string | number;
  /** Its other own fields, those that can be cloned. */
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly cause?: ErrorData;
}
/** Anything that was thrown; never throws itself, whatever getters and proxies the value has. */
export declare function errorData(thrown: unknown, depth?: number): ErrorData;
