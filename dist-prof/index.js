/** The public API. */
export { LayoverError, SetupError } from './base/errors.js';
export { openLayover } from './sandbox/open.js';
export { readPressure } from './scheduler/pressure.js';
export { Scheduler } from './scheduler/scheduler.js';
//# sourceMappingURL=index.js.map
