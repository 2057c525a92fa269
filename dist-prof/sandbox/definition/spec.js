/** How long a command has between SIGTERM and SIGKILL. */
export const GRACE_MS = 2_000;
/** How long a job that was killed, or whose command has ended, may take until its last process is gone. */
export const PATIENCE_MS = 10_000;
/** The most a log keeps of either stream. */
export const LOG_BYTES_MAX = 64 << 20;
//# sourceMappingURL=spec.js.map
