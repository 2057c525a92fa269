import type { OnConflict } from '../commit/planned.js';
import type { BindSpec, LimitSpec, PathLike, RunSpec, TmpfsSpec } from '../sandbox/definition/spec.js';
import type { WorkerSpec } from '../sandbox/definition/worker-spec.js';
import { type Environment } from './values.js';
/** The options of `layover run`, parsed. */
export interface RunOptions {
  readonly sandbox?: string;
  readonly lower?: readonly PathLike[];
  readonly project?: PathLike;
  readonly bind?: readonly BindSpec[];
  readonly tmpfs?: readonly TmpfsSpec[];
  readonly hide?: readonly PathLike[];
  readonly cwd?: PathLike;
  readonly env?: Environment;
  readonly user?: {
    readonly uid: number;
    readonly gid?: number;
  };
  readonly hostname?: string;
  readonly tty?: true;
  readonly network?: 'none' | 'host';
  readonly seccomp?: PathLike;
  readonly timeout?: number;
  readonly output?: number;
  readonly memory?: number;
  readonly cpus?: number;
  readonly pids?: number;
  readonly disk?: number;
  readonly inodes?: number;
  readonly diskBy?: NonNullable<LimitSpec['diskBy']>;
  readonly files?: number;
  readonly driver?: NonNullable<RunSpec['driver']>;
  readonly onSuccess?: 'commit' | 'ask' | 'keep' | 'discard';
  readonly onFailure?: 'keep' | 'discard';
  readonly to?: PathLike;
  readonly layer?: string;
  readonly from?: string;
  readonly only?: readonly string[];
  readonly except?: readonly string[];
  readonly faithful?: true;
  readonly onConflict?: OnConflict;
  readonly merge?: true;
  readonly allowProtected?: true;
  readonly maxDeletes?: number;
  readonly json?: PathLike;
  readonly quiet?: true;
  readonly profile?: true;
  /** Its path, and the name of its export. */
  readonly worker?: string;
  /** Parsed. */
  readonly params?: {
    readonly value: unknown;
  };
  readonly isolation?: NonNullable<WorkerSpec['isolation']>;
}
/** Throws where options do not go together. */
export declare function checkRunOptions(options: RunOptions): void;
/** The spec, without its streams. */
export declare function toRunSpec(options: RunOptions, command: readonly PathLike[]): RunSpec;
/** The same for a worker. */
export declare function toWorkerSpec({ worker, params, isolation, ...options }: RunOptions): WorkerSpec;
/** The name of a sandbox, or the path of its file. */
export declare function parseSandbox(word: string): string;
