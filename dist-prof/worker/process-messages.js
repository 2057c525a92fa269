export const MARKER_BYTES = 16;
/** Where Node itself is shown in the view of such a job, and layover's own part in it. */
export const NODE_FOLDER = '/.layover/node';
export const RUNNER_FOLDER = '/.layover/runner';
//# sourceMappingURL=process-messages.js.map
