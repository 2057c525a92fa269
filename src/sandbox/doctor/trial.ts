/**
 * Launches jobs whose command does not exist, through the same plan and keeper as any job. One that fails at the
 * step `exec` with ENOENT has passed every step of the set-up; any other step names what is missing.
 */
import { mkdir, mkdtemp } from 'node:fs/promises';
import { constants } from 'node:os';
import { join } from 'node:path';
import { hostPath } from '../../base/bytes-path.js';
import type { JobIds } from '../../jail/id-map.js';
import type { Keeper, LaunchEnd, Launched } from '../../jail/keeper.js';
import type { LaunchSpec } from '../../jail/launch-spec.js';
import { O_RDWR } from '../../native/constants.js';
import { syscalls } from '../../native/syscalls.js';
import type { OverlayDriver } from '../../overlay/driver.js';
import type { TreeHost } from '../trees/tree-host.js';
import { makePlaces } from '../view/places.js';
import { planView } from '../view/view.js';

export interface Trial {
  readonly driver: OverlayDriver;
  readonly layersBy: 'descriptor' | 'name';
  /** Root mode: owners on disk are those the job sees. */
  readonly mapsOwners: boolean;
  readonly lowerCount: number;
}

/** What trials are run with; `folder` is an empty directory where uppers may lie. */
export interface TrialBench {
  readonly mode: 'root' | 'rootless';
  readonly keeper: Keeper;
  readonly ids: JobIds;
  readonly folder: string;
  readonly trees: () => Promise<TreeHost>;
}

export interface TrialFailure {
  readonly step: string;
  readonly errno: string;
  readonly detail: string;
}

/** Undefined where every step passed. */
export async function runTrial(trial: Trial, bench: TrialBench): Promise<TrialFailure | undefined> {
  const end = await launch(trial, bench);
  if (end.kind !== 'failed') throw new Error(`A command that does not exist has ${end.kind}`);
  return end.step === 'exec' && end.errno === 'ENOENT' ? undefined : end;
}

async function launch(trial: Trial, bench: TrialBench): Promise<LaunchEnd> {
  const spec = await planTrial(trial, bench);
  const nothing = syscalls.open('/dev/null', O_RDWR);
  try {
    const streams = { stdin: nothing, stdout: nothing, stderr: nothing, locks: [nothing] };
    return await endInTime(bench.keeper.launch(spec, streams));
  } finally {
    syscalls.close(nothing);
  }
}

async function planTrial(trial: Trial, { mode, ids, folder, trees }: TrialBench): Promise<LaunchSpec> {
  const jobPath = await mkdtemp(join(folder, 'job-'));
  for (const name of ['upper', 'work']) await mkdir(join(jobPath, name));
  const attach = join(jobPath, 'attach');
  await mkdir(attach);
  const lowers = await Promise.all(
    Array.from({ length: trial.lowerCount }, (_, index) => makeLower(jobPath, index)),
  );
  const view = planView({ lowers, mounts: [], links: [], mapsOwners: mode === 'root' });
  const context = { mode, idMap: ids.idMap };
  const made = await makePlaces({ places: view.places, jobPath, driver: trial.driver, context, trees });
  return {
    args: ['/layover-probe'],
    env: [],
    cwd: '/',
    idMap: ids.idMap,
    layerId: ids.layerId,
    user: { uid: 0, gid: 0 },
    attachPoint: hostPath(attach),
    mounts: [...made.mounts, ...view.mounts],
    network: 'none',
    hasTerminal: false,
    mapsLayers: mode === 'root' && trial.mapsOwners,
    layersBy: trial.layersBy,
  };
}

/** A set-up that hangs (a fuse daemon that died, a dead network disk) is a finding too. */
async function endInTime({ ended, signal }: Launched): Promise<LaunchEnd> {
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    signal(constants.signals.SIGKILL);
  }, TRIAL_MS);
  try {
    const end = await ended;
    return isLate
      ? { kind: 'failed', step: 'set-up', errno: 'ETIMEDOUT', detail: `not over after ${TRIAL_MS} ms` }
      : end;
  } finally {
    clearTimeout(timer);
  }
}

// A launch takes a few milliseconds; a fuse daemon some tens.
const TRIAL_MS = 700;

async function makeLower(jobPath: string, index: number): Promise<ReturnType<typeof hostPath>> {
  const path = join(jobPath, `lower-${index}`);
  await mkdir(path, { mode: 0o755 });
  return hostPath(path);
}
