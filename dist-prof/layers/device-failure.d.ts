/** By errno, for the reader. */
export declare const DEVICE_HINTS: Readonly<Record<string, string>>;
/** Runs `action`; `what` cannot be done where the device fails, which is LAYOVER_HOME with the kernel's error as cause. */
export declare function explainingDevice<T>(what: string, action: () => T): T;
/** The error to throw in place of `error`: the same one, unless the device failed. */
export declare function explainDevice(what: string, error: unknown): unknown;
export declare function isDeviceFailure(error: unknown): error is NodeJS.ErrnoException;
