import type { Secret } from '../trees/commit-places.js';
import type { TaskOptions } from '../trees/tree-host.js';
export interface CommitPlacesOptions extends TaskOptions {
  readonly places: ReadonlyArray<{
    /** `/` or another of the job's places. */
    readonly at: string;
    readonly name: string;
    readonly globs: readonly string[] | undefined;
  }>;
  readonly secrets: readonly Secret[];
}
