/** System errors of a commit as errors of layover, which name the path and say what to do. */
import { type HostPath, type RawPath } from '../base/bytes-path.js';
/** Runs `action`; a system error in it becomes `LAYOVER_COMMIT_PATH`. */
export declare function explaining<T>(
  target: HostPath,
  what: {
    path: RawPath;
    kind: string;
  },
  action: () => T,
): T;
export declare function isSystemError(error: unknown): error is NodeJS.ErrnoException;
export declare function hintFor(error: NodeJS.ErrnoException): string | undefined;
