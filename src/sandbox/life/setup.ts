/** What a job has once it is about to be launched, and what the keeper is told of it. */
import { constants } from 'node:os';
import { hostPath } from '../../base/bytes-path.js';
import type { Timeline } from '../../base/timeline.js';
import type { JobIds } from '../../jail/id-map.js';
import type { CommandSpec, JailSpec } from '../../jail/launch-spec.js';
import type { LaunchEnd, Launched } from '../../jail/launched.js';
import type { Fallback } from '../../jail/receipt.js';
import { syscalls } from '../../native/syscalls.js';
import type { Mount } from '../../overlay/mount.js';
import type { ResolvedSpec } from '../definition/resolve.js';
import { GRACE_MS, PATIENCE_MS, type RunSpec } from '../definition/spec.js';
import type { DiskPlace } from '../limits/disk-place.js';
import type { JobLimits } from '../limits/job-limits.js';
import type { Machine } from '../machine.js';
import { type JobDirectory, moveToTrash } from '../state/jobs.js';
import { isQuarantine, quarantineJob } from '../state/quarantine.js';
import type { ViewPlan } from '../view/view.js';
import type { Way } from './attempt.js';

/** What was asked for, and the way it is tried. */
export interface JobPlan {
  readonly spec: RunSpec;
  readonly resolved: ResolvedSpec;
  readonly view: ViewPlan;
  readonly machine: Machine;
  readonly way: Way;
  readonly fallbacks: readonly Fallback[];
  readonly timeline?: Timeline | undefined;
}

/** What it holds: given back, or given up, at its end. */
export interface JobMeans {
  readonly ids: JobIds;
  readonly directory: JobDirectory;
  readonly limits: JobLimits;
  readonly place: DiskPlace;
}

export interface JobSetup extends JobPlan, JobMeans {
  /** The folder for what it prints; default `log`. */
  readonly logs?: string;
}

/** Descriptors that the keeper keeps until every process of the job is gone. */
export function locksOf({ ids, directory }: Pick<JobMeans, 'ids' | 'directory'>): number[] {
  return [directory.lock, ...(ids.lock === undefined ? [] : [ids.lock])];
}

export function jailSpec(
  { resolved, machine, way, ids, limits }: Pick<JobSetup, 'resolved' | 'machine' | 'way' | 'ids' | 'limits'>,
  mounts: readonly Mount[],
): JailSpec {
  return {
    hostname: resolved.hostname,
    idMap: ids.idMap,
    user: resolved.user,
    attachPoint: hostPath(machine.home.attach),
    layerId: ids.layerId,
    mounts,
    network: resolved.network,
    hasTerminal: false,
    mapsLayers: machine.mode === 'root',
    layersBy: way.layersBy,
    filter: resolved.filter,
    usesLandlock: resolved.landlockAbi > 0,
    confinement: limits.confinement,
  };
}

export function commandSpec({ command, env, cwd, limits }: ResolvedSpec): CommandSpec {
  const end = { timeoutMs: limits.timeoutMs, graceMs: GRACE_MS, patienceMs: PATIENCE_MS };
  return { args: command, env, cwd, end };
}

export type AbandonedJob = Pick<JobSetup, 'machine' | 'directory'> & {
  readonly limits: JobLimits | undefined;
  readonly place: DiskPlace | undefined;
};

/** Leaves nothing of it behind but what must not be touched; the error to throw. */
export async function abandonJob(
  error: unknown,
  { machine, directory, limits, place }: AbandonedJob,
): Promise<unknown> {
  if (isQuarantine(error)) {
    limits?.stopWatching();
    return quarantineJob(machine.home, directory.id, error);
  }
  place?.drop();
  moveToTrash(machine.home, directory.id);
  await limits?.end();
  return error;
}

/** Nothing of it may run on when what it writes to is taken away. One that has ended, or is stuck, is not waited for. */
export async function endNow(launched: Launched): Promise<LaunchEnd | undefined> {
  launched.signal(constants.signals.SIGKILL);
  return await launched.ended.catch(() => undefined);
}

/** Of a job that is nobody's any more, whose processes have ended: nothing of it is held. The error to throw. */
export async function giveUpMeans(
  error: unknown,
  { machine, ...means }: JobMeans & Pick<JobPlan, 'machine'>,
): Promise<unknown> {
  means.ids.giveUp();
  const cause = await abandonJob(error, { machine, ...means });
  syscalls.close(means.directory.lock);
  return cause;
}
