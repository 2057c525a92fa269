/**
 * Which ids a job has, inside and outside.
 *
 * Root mode: every running job holds a range of 65,536 host ids that belongs to nobody, picked by lock, so that two
 * jobs never share an owner outside. On disk the layers keep the ids that the job saw, by mapped mounts.
 * Rootless: the ids of the keeper's own user namespace, one to one.
 */
export interface JobUser {
  readonly uid: number;
  readonly gid: number;
  /** Rootless: whoever runs layover, by its own numbers. */
  readonly isCaller?: boolean | undefined;
}
export interface JobIds {
  /** Lines as in /proc/PID/uid_map; behind an empty line those of gid_map, where they differ. */
  readonly idMap: string;
  /** The host's id that stands for the job's 0. */
  readonly layerId: number;
  /** The descriptor by which a range is held; undefined where there is none. */
  readonly lock?: number | undefined;
  /** For the next job. */
  release(): void;
  /** For no other job of this runner: a process may still have them. */
  giveUp(): void;
}
/** Takes the first free range; its lock file in `lockFolder` is held until `release`. */
export declare function takeRange(lockFolder: string): JobIds;
/** The ids of a rootless job, of which there are `count` from 0 up. A single one may be shown as any number. */
export declare function mapRootless(count: number, user: JobUser): JobIds;
