import { type Timeline } from '../../base/timeline.js';
import type { JobIds } from '../../jail/id-map.js';
import type { LaunchEnd } from '../../jail/keeper.js';
import type { Outcome } from '../../jail/outcome.js';
import type { LaunchSpec } from '../../jail/protocol.js';
import type { Fallback } from '../../jail/receipt.js';
import type { CommandEnd } from '../../jail/reply.js';
import type { Mount } from '../../overlay/mount.js';
import type { Part } from '../../overlay/part.js';
import { type ResolvedSpec } from '../definition/resolve.js';
import { type RunSpec } from '../definition/spec.js';
import { type DiskPlace } from '../limits/disk-place.js';
import { type DiskSource, JobLimits } from '../limits/job-limits.js';
import type { Machine } from '../machine.js';
import { type JobRecord } from '../state/job-record.js';
import { type JobDirectory } from '../state/jobs.js';
import { type ViewPlan } from '../view/view.js';
import { type Way } from './attempt.js';
import { type EndReason } from './ending.js';
/** Runs a command to its end. The job is on disk when this returns, and its lock is free. */
export declare function runJob(spec: RunSpec, machine: Machine, timeline?: Timeline): Promise<JobRecord>;
export type AbandonedJob = Pick<JobSetup, 'machine' | 'directory'> & {
  readonly limits: JobLimits | undefined;
  readonly place: DiskPlace | undefined;
};
/** Leaves nothing of it behind but what must not be touched; the error to throw. */
export declare function abandonJob(
  error: unknown,
  { machine, directory, limits, place }: AbandonedJob,
): Promise<unknown>;
export interface JobSetup {
  readonly spec: RunSpec;
  readonly resolved: ResolvedSpec;
  readonly view: ViewPlan;
  readonly machine: Machine;
  readonly way: Way;
  readonly fallbacks: readonly Fallback[];
  readonly ids: JobIds;
  readonly directory: JobDirectory;
  readonly limits: JobLimits;
  readonly place: DiskPlace;
  /** The folder for what it prints; default `log`. */
  readonly logs?: string;
  readonly timeline?: Timeline | undefined;
}
interface Ended {
  readonly end: CommandEnd | undefined;
  readonly outcome: Outcome;
}
interface Prepared {
  readonly mounts: readonly Mount[];
  readonly parts: readonly Part[];
}
/** Runs the command in its view, and ends it. */
export declare function launch(setup: JobSetup, { mounts, parts }: Prepared): Promise<Ended>;
export declare function describeStuck(limits: JobLimits): string;
export declare function measurerOf(machine: Machine, parts: readonly Part[]): DiskSource['measure'];
export declare function launchSpec(
  { resolved, machine, way, ids, spec, limits, timeline }: JobSetup,
  mounts: readonly Mount[],
): LaunchSpec;
export declare function judgeEnd(
  end: Exclude<
    LaunchEnd,
    {
      kind: 'stuck';
    }
  >,
  reason: EndReason | undefined,
  limits: JobLimits,
): Ended;
export {};
