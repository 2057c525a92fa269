/** Control groups as layover uses them, whichever version the machine has. */
/** What all processes of a job may have together. */
export interface GroupLimits {
  readonly memoryBytes?: number | undefined;
  /** Processors' worth of time; fractions are fine. */
  readonly cpus?: number | undefined;
  /** Processes and threads, without the job's init. */
  readonly pids?: number | undefined;
}
export type GroupLimit = keyof GroupLimits;
/** Counted for all processes of a job; what the machine does not count is absent. */
export interface GroupUsage {
  readonly userMs?: number;
  readonly systemMs?: number;
  readonly memoryPeakBytes?: number;
  readonly processesPeak?: number;
  readonly readBytes?: number;
  readonly writtenBytes?: number;
}
/** One job's group. It is there from `make` to `end`. */
export interface JobGroup {
  /** The files that the job joins by. */
  readonly joins: readonly string[];
  /** The cgroup2 directory that the job is born in. */
  readonly birth: string | undefined;
  /** False: the kernel ends one process only, and whoever counts has to end the rest. */
  readonly endsTogether: boolean;
  /** Processes ended because the group was out of memory. */
  countOomKills(): number;
  /** Forks refused because the group was full. */
  countRefusedForks(): number;
  readUsage(): GroupUsage;
  /** Numbers of its processes, as this process sees them. */
  listProcesses(): number[];
  /** Ends what is left in it, sees it empty, and removes it; LAYOVER_QUARANTINED where it does not get empty. */
  end(): Promise<void>;
}
/** Why something is not to be had, and what would change that. */
export interface Refusal {
  readonly reason: string;
  readonly remedy: string | undefined;
}
/** The place where a runner makes the groups of its jobs. Directories of ours only, and removed when empty. */
export interface Groups {
  readonly kind: 'v2' | 'v1' | 'none';
  /** Undefined: it is enforced. */
  refusalOf(limit: GroupLimit): Refusal | undefined;
  /** Undefined where there is nothing to be made for these limits. */
  make(name: string, limits: GroupLimits): JobGroup | undefined;
  /** Of all groups that are there now, whoever made them. */
  listNames(): string[];
  /** Removes a group that a killed runner left. */
  sweep(name: string): Promise<void>;
  /** Removes the place itself where no group is left in it. */
  close(): void;
}
/** Our own directory in each hierarchy. */
export declare const OWN_GROUP = 'layover';
