import type { GroupUsage } from '../../jail/limits/group.js';
import { type LimitPlan } from '../../jail/limits/plan.js';
import { type Outcome } from '../../jail/outcome.js';
import type { Confinement } from '../../jail/protocol.js';
import type { CommandEnd } from '../../jail/reply.js';
import type { ResolvedSpec } from '../definition/resolve.js';
import type { Ending } from '../life/ending.js';
import type { Machine } from '../machine.js';
import type { JobDirectory } from '../state/jobs.js';
import type { DiskPlace } from './disk-place.js';
import { type DiskWatchRequest } from './disk-watch.js';
export type DiskSource = Pick<DiskWatchRequest, 'fd' | 'measure'>;
export declare class JobLimits {
  #private;
  readonly plan: LimitPlan;
  private constructor();
  /**
   * Makes the job's group where a limit asks for one: the end of a job needs none, its pid namespace sees to that.
   * LAYOVER_UNSUPPORTED where a limit is required and not to be had.
   */
  static open(resolved: ResolvedSpec, machine: Machine, directory: JobDirectory): Promise<JobLimits>;
  get confinement(): Confinement;
  /** What the group counted; once the job has ended. */
  get usage(): GroupUsage;
  watch(ending: Ending, disk: DiskSource, place: Pick<DiskPlace, 'findFull'>): void;
  /** How the job ended: by the limit that this comes from, where it does. */
  judge(end: CommandEnd): Outcome;
  /** Numbers of the job's processes, where a group knows them. */
  listProcesses(): number[];
  stopWatching(): void;
  /** Once is enough, twice is fine. LAYOVER_QUARANTINED where the job's group does not get empty. */
  end(place?: Pick<DiskPlace, 'findFull'>): Promise<void>;
}
