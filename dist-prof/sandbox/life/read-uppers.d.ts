/** Reads what a job left, once it is shown to be at rest. */
import { type RawPath } from '../../base/bytes-path.js';
import type { ChangeSummary } from '../../diff/summarize.js';
import type { Outcome } from '../../jail/outcome.js';
import type { Part } from '../../overlay/part.js';
import type { Quiescence } from '../../tree/find-writers.js';
import type { RunSpec } from '../definition/spec.js';
import type { DiskPlace } from '../limits/disk-place.js';
import type { Machine } from '../machine.js';
import type { JobDirectory } from '../state/jobs.js';
import type { TreeHost } from '../trees/tree-host.js';
import type { TreeTasks } from '../trees/tree-tasks.js';

interface EndedJob {
  readonly machine: Machine;
  readonly directory: JobDirectory;
}
interface UpperReport {
  readonly quiescence: Quiescence;
  readonly changes: ChangeSummary;
  /** Why they were not counted to their end. */
  readonly cut?: Extract<
    Outcome,
    {
      kind: 'limit' | 'canceled';
    }
  >;
}
export declare const NOTHING_DONE: UpperReport;
/** What a job that has ended left behind. LAYOVER_QUARANTINED where it is not at rest. */
export declare function readUppers(
  {
    machine,
    directory,
    spec,
  }: EndedJob & {
    readonly spec: Pick<RunSpec, 'signal' | 'onNotice'>;
  },
  parts: readonly Part[],
  mountPoints: readonly RawPath[],
): Promise<UpperReport>;
export type CountedChanges = Pick<UpperReport, 'changes' | 'cut'>;
/**
 * Counts what a job changed. Where there is more than layover reads, or the caller has had enough meanwhile, the job is
 * still one that has ended: kept, and named by its outcome. One that was canceled before is read like any other.
 */
export declare function countChanges(
  trees: TreeHost,
  input: TreeTasks['summary']['input'],
  { signal: asked, onNotice }: Pick<RunSpec, 'signal' | 'onNotice'>,
): Promise<CountedChanges>;
/** From a file system of a fixed size to the job's own directory, once it is at rest there. */
export declare function bringHome(
  {
    machine,
    directory,
    place,
  }: EndedJob & {
    readonly place: DiskPlace;
  },
  parts: readonly Part[],
): Promise<readonly Part[]>;
export {};
