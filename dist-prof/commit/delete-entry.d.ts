import { type RawPath } from '../base/bytes-path.js';
import type { Place, Target } from './target.js';
export interface DeleteOptions {
  readonly checkCanceled?: (() => void) | undefined;
}
/** Removes what stands at `path` of the target, with all below it. Absent is fine; a mount inside is an error. */
export declare function deleteEntry(target: Target, path: RawPath, options: DeleteOptions): void;
/** The same where the place is known already. */
export declare function deletePlace(
  target: Target,
  at: Place & {
    path: RawPath;
  },
  options: DeleteOptions,
): void;
