import type { Layover } from '../sandbox/open.js';
import type { SandboxBasis, TreeIdentity } from '../sandbox/store/layer-work.js';
import type { ResultCache } from './cache.js';
import type { JobDone, JobLayer, Tell } from './events.js';
import type { JobInputs } from './inputs.js';
import type { Plan, PlannedJob } from './planned.js';
import type { RunRecorder } from './run-record.js';
import type { SecretValues } from './secrets.js';
import type { SharedCache } from './shared-cache.js';
import type { Stacks } from './stack.js';
export interface RunContext {
  readonly run: string;
  readonly plan: Plan;
  readonly layover: Layover;
  readonly cache: ResultCache;
  /** A further place for results, carried between machines. */
  readonly shared: SharedCache | undefined;
  readonly record: RunRecorder;
  readonly tell: Tell;
  readonly stacks: Stacks;
  /** Of each job. */
  readonly inputs: ReadonlyMap<string, JobInputs>;
  readonly secrets: ReadonlyMap<string, SecretValues>;
  /** Of each sandbox. */
  readonly bases: ReadonlyMap<string, SandboxBasis>;
  readonly machines: ReadonlyMap<string, readonly TreeIdentity[]>;
  /** Of the jobs that have ended with a result. */
  readonly results: Map<string, JobDone>;
  /** Kept until the run is over. */
  readonly held: Disposable[];
  /** Of the run's own layers, forgotten when it is over. */
  readonly names: Set<string>;
  readonly tool: string;
  /** Earlier results are used. */
  readonly usesCache: boolean;
  readonly explains: boolean;
}
export interface Turn {
  readonly job: PlannedJob;
  readonly context: RunContext;
  readonly signal: AbortSignal;
  readonly attempt: number;
}
/** The name of a place that jobs keep things in, of this project. */
export declare function keptPlaceName({ plan }: RunContext, cache: string): string;
/** The layers below a job in one of its places, the topmost first. */
export declare function layersBelow(context: RunContext, name: string, place: JobLayer['place']): string[];
