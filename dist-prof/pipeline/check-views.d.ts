import type { Plan, PlannedJob } from './planned.js';
import { type RunContext } from './run-context.js';
/** LAYOVER_PIPELINE where a need declares outputs outside the project, and `showsMachine` of its reader's sandbox. */
export declare function refuseUnseenOutputs(
  { jobs }: Pick<Plan, 'jobs'>,
  showsMachine: (sandbox: string) => boolean,
): void;
/** The same for what was not declared, once it is there. */
export declare function refuseUnseenLayers(job: PlannedJob, context: RunContext): void;
