import { type HostPath, ROOT_PATH } from '../../base/bytes-path.js';
import { fillDirectory } from '../../commit/fill-directory.js';
import type { CommitOptions } from '../../commit/report.js';
import { readChanges } from '../../diff/read-changes.js';
import type { MarkStyle } from '../../overlay/part.js';

interface CopyRequest {
  readonly lowers: readonly HostPath[];
  readonly marks: MarkStyle;
  readonly target: HostPath;
}

/** From the lowest up: each layer is an upper over what lies there by then. */
export function copyLowers(
  { lowers, marks, target }: CopyRequest,
  control: Pick<CommitOptions, 'onProgress' | 'checkCanceled'>,
): void {
  for (const [index, layer] of [...lowers].reverse().entries()) {
    const below = index === 0 ? [] : [target];
    const changes = readChanges({ at: ROOT_PATH, lowers: below, upper: layer, marks });
    fillDirectory(changes, { target, ...control });
  }
}
