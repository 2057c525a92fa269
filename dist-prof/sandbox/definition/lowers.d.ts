import { type HostPath } from '../../base/bytes-path.js';
import type { LayerStore } from '../../layers/store.js';
import type { PathLike } from './spec.js';
/** A lower as it is written, and the directory that a relative path starts from: by default the working directory. */
export interface LowerWord {
  readonly word: PathLike;
  readonly base?: string | undefined;
}
/**
 * Real paths, the topmost first. The name of a layer stands for its whole chain, `sha256:ID` for one layer alone.
 * A lower that stands twice is taken once, at its first place: all that it shows lies there already. A missing one, one that is no directory, and one inside another are errors that name it.
 */
export declare function resolveLowers(given: readonly LowerWord[], store: LayerStore): HostPath[];
/** The real path of a directory, and what it is whatever its name. `what` names it in the error. */
export declare function resolveDirectory(
  path: HostPath,
  what: string,
): {
  real: HostPath;
  identity: string;
};
