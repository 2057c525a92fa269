import { type RawPath, ROOT_PATH } from '../base/bytes-path.js';
import { LayoverError } from '../base/errors.js';
import type { Planned } from './planned.js';
import { look } from './seen.js';
import type { TargetTree } from './target-tree.js';

const ALWAYS_ALLOWED = 1_000;
const ALLOWED_SHARE = 0.2;

/**
 * Throws `LAYOVER_COMMIT_REFUSED` where a commit would take away more entries of the target than it may: by default
 * 1,000, or a fifth of all there are, whichever is more.
 */
export function guardDeletions(
  planned: readonly Planned[],
  target: TargetTree,
  max: number | undefined,
): void {
  const deleted = planned.reduce((sum, one) => sum + countDeleted(one), 0);
  if (deleted <= (max ?? ALWAYS_ALLOWED)) return;
  const allowed = max ?? Math.max(ALWAYS_ALLOWED, Math.floor(countEntries(target) * ALLOWED_SHARE));
  if (deleted <= allowed) return;
  const message = `The commit would delete ${deleted} entries of the target; ${allowed} are allowed`;
  throw new LayoverError('LAYOVER_COMMIT_REFUSED', message, {
    hint: `If that is what you want: --max-deletes ${deleted}.`,
  });
}

/** What is replaced by something else goes with all below it; the name itself stays. */
function countDeleted(one: Planned): number {
  if (one.action === 'delete') return one.before.length;
  return one.action === 'replace' ? one.before.length - 1 : 0;
}

function countEntries(target: TargetTree): number {
  const located = target.locate('' as RawPath);
  return located.kind === 'spot' ? look({ ...located.spot, name: ROOT_PATH }).length - 1 : 0;
}
