import type { Part } from '../../overlay/part.js';
import type { ResolvedSpec } from '../definition/resolve.js';
import type { Machine } from '../machine.js';
import type { JobDirectory } from '../state/jobs.js';
export type DiskLimit = 'disk' | 'inodes';
export interface DiskPlace {
  /** The directory in which a job's writable places are made. */
  readonly path: string;
  /** Which limit its file system has come to. */
  findFull(): DiskLimit | undefined;
  /** The parts as they lie in the job's directory, once the job is at rest. */
  bringHome(parts: readonly Part[]): Promise<readonly Part[]>;
  drop(): void;
}
interface PlaceRequest {
  readonly machine: Machine;
  readonly resolved: Pick<ResolvedSpec, 'limits' | 'disk'>;
  readonly directory: JobDirectory;
}
export declare function openDiskPlace(request: PlaceRequest): Promise<DiskPlace>;
export {};
