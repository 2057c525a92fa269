/** What a pipeline file says, before matrices are unfolded and names are looked up. */
import type { LimitSpec } from '../sandbox/definition/spec.js';
import type { Isolation } from '../sandbox/definition/worker-spec.js';
import type { MatrixSpec } from './matrix.js';
export interface EnvSpec {
  /** Names taken over from the environment of whoever runs the pipeline. */
  readonly pass?: readonly string[] | undefined;
  readonly set?: Readonly<Record<string, string | number | boolean>> | undefined;
}
/** Which outcomes of its needs let a job run. `skipped` is a need that did not run itself. */
export type Wanted = 'success' | 'failure' | 'skipped' | 'any';
export type ConditionSpec = 'success' | 'failure' | 'always' | Readonly<Record<string, Wanted>>;
export type CacheMountSpec =
  | string
  | {
      readonly at: string;
      readonly access?: 'ro' | 'rw' | undefined;
    };
export interface ArtifactSpec {
  /** A directory of the project's, as the job left it; default all of it. */
  readonly from?: string | undefined;
  readonly to: string;
}
export interface JobFileSpec {
  readonly description?: string | undefined;
  readonly run?: string | readonly string[] | undefined;
  readonly worker?: string | undefined;
  readonly params?: unknown;
  readonly isolation?: Isolation | undefined;
  readonly needs?: readonly string[] | undefined;
  readonly prefer?: string | readonly string[] | undefined;
  readonly if?: ConditionSpec | undefined;
  readonly inputs?: readonly string[] | undefined;
  readonly outputs?: readonly string[] | undefined;
  readonly matrix?: MatrixSpec | undefined;
  readonly sandbox?: string | undefined;
  readonly cwd?: string | undefined;
  readonly env?: EnvSpec | undefined;
  readonly secrets?: readonly string[] | undefined;
  readonly network?: 'none' | 'host' | undefined;
  readonly limits?: LimitSpec | undefined;
  readonly timeout?: number | string | undefined;
  readonly retry?: number | undefined;
  readonly priority?: number | undefined;
  readonly caches?: Readonly<Record<string, CacheMountSpec>> | undefined;
  readonly cache?: boolean | undefined;
  readonly optional?: boolean | undefined;
  readonly artifacts?: readonly ArtifactSpec[] | undefined;
}
export interface CommitFileSpec {
  readonly from: string | readonly string[];
  readonly to: string;
  readonly onConflict?: 'fail' | 'ours' | 'theirs' | undefined;
  readonly only?: readonly string[] | undefined;
  readonly except?: readonly string[] | undefined;
}
export interface PipelineSpec {
  readonly description?: string | undefined;
  /** The project's folder; default the one the file lies in. */
  readonly project?: string | undefined;
  readonly sandbox?: string | undefined;
  readonly env?: EnvSpec | undefined;
  readonly jobs: Readonly<Record<string, JobFileSpec>>;
  readonly commit?: CommitFileSpec | readonly CommitFileSpec[] | undefined;
}
