/** A pipeline as it is to be run. */
import type { LimitSpec } from '../sandbox/definition/spec.js';
import type { Isolation } from '../sandbox/definition/worker-spec.js';
import type { Wanted } from './pipeline-spec.js';
export type Action =
  | {
      readonly kind: 'command';
      readonly command: readonly string[];
    }
  | {
      readonly kind: 'worker';
      readonly worker: string;
      readonly params: unknown;
      readonly isolation: Isolation | undefined;
    };
export type Condition =
  | {
      readonly kind: 'success' | 'failure' | 'always';
    }
  | {
      readonly kind: 'outcomes';
      readonly wanted: ReadonlyMap<string, Wanted>;
    };
export interface CacheMount {
  readonly name: string;
  /** In the view, absolute. */
  readonly at: string;
  readonly isReadOnly: boolean;
}
/** One job, everything filled in. Globs and directories are the project's but where they begin with a slash. */
export interface PlannedJob {
  readonly name: string;
  /** Where the file has it. */
  readonly fileName: string;
  readonly action: Action;
  readonly needs: readonly string[];
  /** Needs, the one that wins over the others first. */
  readonly prefer: readonly string[];
  readonly condition: Condition;
  readonly inputs: readonly string[] | undefined;
  readonly outputs: readonly string[] | undefined;
  readonly sandbox: string;
  readonly cwd: string | undefined;
  readonly env: {
    readonly pass: readonly string[];
    readonly set: Readonly<Record<string, string>>;
  };
  readonly secrets: readonly string[];
  readonly network: 'none' | 'host' | undefined;
  readonly limits: LimitSpec;
  readonly retries: number;
  readonly priority: number;
  readonly caches: readonly CacheMount[];
  /** Undefined: where nothing but its inputs can change what it does. */
  readonly isCached: boolean | undefined;
  readonly isOptional: boolean;
  readonly artifacts: ReadonlyArray<{
    readonly from: string | undefined;
    readonly to: string;
  }>;
}
export interface PlannedCommit {
  readonly from: readonly string[];
  /** On the host. */
  readonly to: string;
  readonly onConflict: 'fail' | 'ours' | 'theirs';
  readonly only: readonly string[] | undefined;
  readonly except: readonly string[] | undefined;
}
export interface Plan {
  readonly path: string;
  readonly description: string | undefined;
  /** The project's folder, absolute. */
  readonly project: string;
  /** Each behind all that it needs. */
  readonly jobs: readonly PlannedJob[];
  readonly commits: readonly PlannedCommit[];
}
