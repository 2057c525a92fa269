import type { JobDone } from './events.js';
import type { PlannedJob } from './planned.js';
import { type RunContext } from './run-context.js';
/** Applies what the file says, in its order, to directories. */
export declare function commitResults(context: RunContext, signal: AbortSignal): Promise<void>;
/** Also of a job that failed: its reports are what one wants to see then. */
export declare function copyArtifacts(
  { name, artifacts }: PlannedJob,
  _done: JobDone,
  context: RunContext,
): Promise<void>;
