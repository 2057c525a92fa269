/** How long a job that listens to its signal has before it is terminated. */
export const GRACE_MS = 2_000;
//# sourceMappingURL=messages.js.map
