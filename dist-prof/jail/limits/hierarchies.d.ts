export interface Hierarchy {
  readonly version: 1 | 2;
  /** Of v1: what this one is for. */
  readonly controllers: readonly string[];
  /** Of the group this process is in; undefined where that is not visible. */
  readonly path: string | undefined;
  readonly mountPoint: string;
}
/** By what is mounted (proc_pid_mountinfo(5)) and where this process is in it (cgroups(7)). */
export declare function readHierarchies(): Promise<Hierarchy[]>;
