/** What the keeper is asked for, as data; protocol.ts writes it into frames. Texts are raw: one character per byte. */
import type { Mount } from '../overlay/mount.js';
import type { SeccompFilter } from './seccomp/filter.js';

/** A file system for uppers that only the keeper holds: a tmpfs, or ext4 in an image file. */
export type ScratchSpec = { readonly options: readonly string[] } | { readonly image: string };

/** What a job runs. */
export interface CommandSpec {
  readonly args: readonly string[];
  /** `KEY=value`. */
  readonly env: readonly string[];
  readonly cwd: string;
  /** Default: no timeout, and the keeper's own patience. */
  readonly end?: EndPlan | undefined;
}

/** What a job is, for the keeper, but for its command. */
export interface JailSpec {
  readonly hostname?: string | undefined;
  /** Lines as in /proc/PID/uid_map, for users and groups alike; behind an empty line those of the groups alone. */
  readonly idMap: string;
  /** As inside. */
  readonly user: { readonly uid: number; readonly gid: number };
  /** An empty directory of the host's to attach the new root on. */
  readonly attachPoint: string;
  /** The host's id that stands for the job's 0 when its file systems are made. */
  readonly layerId: number;
  readonly mounts: readonly Mount[];
  readonly network: 'none' | 'host';
  readonly hasTerminal: boolean;
  /** Layers are cloned and mapped through the job's user namespace (root mode). */
  readonly mapsLayers: boolean;
  /** How the kernel is told the layers: descriptors need 6.13. */
  readonly layersBy: 'descriptor' | 'name';
  /** Loaded right before the command; none where left out. */
  readonly filter?: Pick<SeccompFilter, 'program' | 'checks' | 'fitsInit'> | undefined;
  /** Restricts the command with Landlock, where the kernel has it. */
  readonly usesLandlock?: boolean | undefined;
  /** Default: the keeper's own groups and limits. */
  readonly confinement?: Confinement | undefined;
  /** Whether the keeper says when each step was done. */
  readonly isProfiled?: boolean | undefined;
}

/** A whole job. */
export type LaunchSpec = JailSpec & CommandSpec;

/** When a job has to be over; kept by the keeper, whatever the runner is busy with. Milliseconds. */
export interface EndPlan {
  /** Until SIGTERM; counted from the start. */
  readonly timeoutMs: number | undefined;
  /** From there to SIGKILL. */
  readonly graceMs: number;
  /** From the end of the command, or from SIGKILL, until a job whose processes do not end is told to be stuck. */
  readonly patienceMs: number;
}

/** What the job is put into before it does anything. */
export interface Confinement {
  /** Files that the job writes itself into: `tasks` of cgroup v1. */
  readonly joins: readonly string[];
  /** The cgroup2 directory to be born in. */
  readonly birth: string | undefined;
  readonly rlimits: readonly Rlimit[];
}

/** setrlimit(2); `Infinity` is no limit. */
export interface Rlimit {
  readonly resource: number;
  readonly soft: number;
  readonly hard: number;
}
