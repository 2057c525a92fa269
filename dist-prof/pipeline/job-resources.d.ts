import type { Resources } from '../scheduler/resources.js';
import type { PlannedJob } from './planned.js';
import type { RunContext } from './run-context.js';
/** A limit above what there is in all keeps nobody from running: such a job then runs with none beside it that has one. */
export declare function resourcesOf(job: PlannedJob, context: RunContext, total: Resources): Resources;
