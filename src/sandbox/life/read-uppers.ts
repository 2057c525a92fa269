/** Reads what a job left, once it is shown to be at rest. */
import { hostPath, quoteRaw, type RawPath } from '../../base/bytes-path.js';
import type { ChangeSummary } from '../../diff/summarize.js';
import type { Part } from '../../overlay/part.js';
import type { Quiescence } from '../../tree/find-writers.js';
import type { DiskPlace } from '../limits/disk-place.js';
import type { Machine } from '../machine.js';
import type { JobDirectory } from '../state/jobs.js';
import { notAtRest } from '../state/quarantine.js';
import type { TreeHost } from '../trees/tree-host.js';
import { NO_CHANGES } from '../view/untouched.js';

interface EndedJob {
  readonly machine: Machine;
  readonly directory: JobDirectory;
}

interface UpperReport {
  readonly quiescence: Quiescence;
  readonly changes: ChangeSummary;
}

export const NOTHING_DONE: UpperReport = { quiescence: { proven: 0, unproven: 0 }, changes: NO_CHANGES };

/** What a job that has ended left behind. LAYOVER_QUARANTINED where it is not at rest. */
export async function readUppers(
  { machine, directory }: EndedJob,
  parts: readonly Part[],
  mountPoints: readonly RawPath[],
): Promise<UpperReport> {
  const trees = await machine.trees();
  const quiescence = await proveRest(trees, parts);
  const recordIn = hostPath(directory.path);
  return { quiescence, changes: await trees.run('summary', { parts, mountPoints, recordIn }) };
}

/** From a file system of a fixed size to the job's own directory, once it is at rest there. */
export async function bringHome(
  { machine, directory, place }: EndedJob & { readonly place: DiskPlace },
  parts: readonly Part[],
): Promise<readonly Part[]> {
  if (place.path === directory.path) return parts;
  await proveRest(await machine.trees(), parts);
  return await place.bringHome(parts);
}

/** LAYOVER_QUARANTINED where somebody can still write to what the job left. */
async function proveRest(trees: TreeHost, parts: readonly Part[]): Promise<Quiescence> {
  const quiescence = await trees.run('findWriters', { roots: parts.map(({ upper }) => upper) });
  if (quiescence.busy === undefined) return quiescence;
  throw notAtRest(`${quoteRaw(quiescence.busy)} is open for writing in a process that is none of its own`);
}
