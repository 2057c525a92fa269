import type { Readable, Writable } from 'node:stream';
import type { DiskKeeper } from '../../jail/receipt.js';
import type { DriverName } from '../../overlay/driver.js';
/** A path of the host's: text, or bytes where it is not UTF-8. Relative ones are against the working directory. */
export type PathLike = string | Uint8Array;
/** What to run, over what, and what becomes of it. Only `command` is required; `sandbox` gives the rest defaults. */
export interface RunSpec {
  /** The program and its words, never through a shell. */
  readonly command: readonly PathLike[];
  /** A definition: the name of a shipped one, or a file. Default `bare` where there are lowers, else `host`. */
  readonly sandbox?: string | undefined;
  /** Read-only directories, names of layers, or `sha256:ID`; the topmost first. Before those of the definition. */
  readonly lowers?: readonly PathLike[] | undefined;
  /** The folder the job works on: shown at the definition's place, copy on write like the lowers. */
  readonly project?: PathLike | undefined;
  /** Further places with lowers and a writable layer of their own. */
  readonly places?: readonly PlaceSpec[] | undefined;
  readonly binds?: readonly BindSpec[] | undefined;
  readonly tmpfs?: readonly TmpfsSpec[] | undefined;
  /** Paths in the view to show as empty. */
  readonly hide?: readonly PathLike[] | undefined;
  /** In the view; default the project, else `/`. */
  readonly cwd?: PathLike | undefined;
  /** Set in the job; undefined takes a definition's variable away. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** Names taken over from this process where they are set. */
  readonly passEnv?: readonly string[] | undefined;
  readonly user?:
    | {
        readonly uid: number;
        readonly gid?: number | undefined;
      }
    | undefined;
  readonly hostname?: string | undefined;
  /** `none`: its own loopback and nothing else. */
  readonly network?: 'none' | 'host' | undefined;
  /** The filter of system calls: `default`, `off`, or a seccomp.json as Docker takes it (`./default` for a file of that name). */
  readonly seccomp?: PathLike | undefined;
  /** Default `auto`: where the kernel has it. */
  readonly landlock?: 'auto' | 'off' | undefined;
  readonly limits?: LimitSpec | undefined;
  /** What the command reads; default nothing. */
  readonly stdin?: Readable | string | Uint8Array | undefined;
  /** Where its output goes as it comes, beside the log. Slow readers slow the command down. */
  readonly stdout?: Writable | undefined;
  readonly stderr?: Writable | undefined;
  /** Texts that are replaced by `***` in its output and its log; not on a terminal. */
  readonly mask?: readonly string[] | undefined;
  /** Runs it on a terminal of its own; its output is one stream then, `stdout`. */
  readonly terminal?: TerminalSpec | undefined;
  /** Default `auto`: the kernel's, and where that is refused the next, named in the receipt. */
  readonly driver?: DriverName | 'auto' | undefined;
  /** How the kernel is told the layers; default by descriptor, and by name where that is refused. */
  readonly layersBy?: 'descriptor' | 'name' | undefined;
  /** Measures where the time of this job goes; see `JobResult.profile`. */
  readonly profile?: boolean | undefined;
  /** Ends the job: SIGTERM, then SIGKILL after the grace period. */
  readonly signal?: AbortSignal | undefined;
  /** Told once the job has started, with what can be done to it while it runs. */
  readonly onStart?: ((running: RunningJob) => void) | undefined;
  /** Told about what a user should know at once, such as a fallback. */
  readonly onNotice?: ((notice: string) => void) | undefined;
}
export interface RunningJob {
  readonly id: string;
  /** To the command's process group; SIGKILL ends the whole job. */
  signal(signal: NodeJS.Signals): void;
  resize(terminal: TerminalSpec): void;
}
export interface PlaceSpec {
  /** In the view, below the root. */
  readonly at: PathLike;
  /** Directories, names of layers, or `sha256:ID`; the topmost first. Without any it starts empty. */
  readonly lowers: readonly PathLike[];
}
export interface BindSpec {
  readonly source: PathLike;
  /** Default the same path. */
  readonly target?: PathLike | undefined;
  /** Default `ro`. What a job writes to a `rw` bind is on the host at once, and in no diff. */
  readonly access?: 'ro' | 'rw' | undefined;
}
export interface TmpfsSpec {
  readonly target: PathLike;
  /** Bytes, or text as `64M`. Default half of what the job may have of memory, by the kernel. */
  readonly size?: number | string | undefined;
}
/** What all processes of the job may have together. The receipt says what holds each limit. */
export interface LimitSpec {
  /** Bytes, swap included, or text as `2G`. */
  readonly memory?: number | string | undefined;
  /** Processors' worth of time; fractions are fine. */
  readonly cpus?: number | undefined;
  /** Processes and threads. */
  readonly pids?: number | undefined;
  /** Bytes that its changes take, or text as `4G`; also the size of its largest file. */
  readonly disk?: number | string | undefined;
  /** Files, directories and whatever else its changes have a name or an inode for. */
  readonly inodes?: number | undefined;
  /** What holds `disk` and `inodes`. Default `auto`: `tmpfs` up to 64 MiB where memory allows, else `watch`. */
  readonly diskBy?: DiskKeeper | 'auto' | undefined;
  /** Open files of each process. */
  readonly files?: number | undefined;
  /** Milliseconds, or text as `10m`. */
  readonly timeout?: number | string | undefined;
  /** Bytes of standard output and error together, or text as `64M`. */
  readonly output?: number | string | undefined;
}
export interface TerminalSpec {
  readonly columns: number;
  readonly rows: number;
}
/** How long a command has between SIGTERM and SIGKILL. */
export declare const GRACE_MS = 2000;
/** How long a job that was killed, or whose command has ended, may take until its last process is gone. */
export declare const PATIENCE_MS = 10000;
/** The most a log keeps of either stream. */
export declare const LOG_BYTES_MAX: number;
