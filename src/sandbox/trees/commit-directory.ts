/** Committing to a directory, as the tree host does it. */
import { type JsonPath, jsonPath } from '../../base/bytes-path.js';
import type { CommitReport } from '../../commit/report.js';
import type { CommitToDirectoryOptions } from '../../commit/to-directory.js';
import type { Volume } from '../../commit/volumes.js';
import type { Change } from '../../diff/change.js';
import type { CommitChoice, ViewChanges } from './view-changes.js';

export interface CommitDirectoryInput
  extends ViewChanges,
    CommitChoice,
    Omit<CommitToDirectoryOptions, 'from' | 'includes' | 'onProgress' | 'checkCanceled'> {}

/** One path of the target, and what a commit would do about it. */
export type PlanLine = JsonPath & {
  /** `mount`, before all others: one of several file systems that are changed, in their order. */
  readonly action:
    | 'mount'
    | 'create'
    | 'replace'
    | 'merge'
    | 'delete'
    | 'attributes'
    | 'same'
    | 'skip'
    | 'conflict';
  readonly reason?: string;
};

interface Control {
  readonly onProgress: (done: number, total: number) => void;
  readonly check: () => void;
}

export async function commitDirectory(
  input: CommitDirectoryInput,
  changes: readonly Change[],
  control: Control,
): Promise<CommitReport> {
  const { commitToDirectory } = await import('../../commit/to-directory.js');
  return commitToDirectory(changes, await optionsOf({ input, changes }, control));
}

export async function planDirectory(
  input: CommitDirectoryInput,
  changes: readonly Change[],
  control: Control,
): Promise<PlanLine[]> {
  const { findCommitVolumes, planCommit } = await import('../../commit/to-directory.js');
  const options = await optionsOf({ input, changes }, control);
  const volumes = findCommitVolumes(changes, options);
  const lines = planCommit(changes, options).map((one) => ({
    ...jsonPath(one.path),
    action: one.action === 'replace' && one.merged !== undefined ? ('merge' as const) : one.action,
    ...('reason' in one && { reason: one.reason }),
  }));
  return volumes.length > 1 ? [...volumes.map(volumeLine), ...lines] : lines;
}

function volumeLine({ at, type }: Volume, index: number, { length }: readonly Volume[]): PlanLine {
  const reason = `${type}, ${index + 1} of ${length} file systems, each changed on its own`;
  return { ...jsonPath(at), action: 'mount', reason };
}

/** The file systems that a commit would change, in their order. */
export async function findVolumesOf(
  input: CommitDirectoryInput,
  changes: readonly Change[],
  control: Control,
): Promise<Volume[]> {
  const { findCommitVolumes } = await import('../../commit/to-directory.js');
  return findCommitVolumes(changes, await optionsOf({ input, changes }, control));
}

async function optionsOf(
  { input: all, changes }: { input: CommitDirectoryInput; changes: readonly Change[] },
  { onProgress, check }: Control,
): Promise<CommitToDirectoryOptions> {
  const [{ matcherOf }, { checkChoice }] = await Promise.all([
    import('../../commit/choose.js'),
    import('./check-choice.js'),
  ]);
  checkChoice(all, changes);
  const { parts: _parts, mountPoints: _mountPoints, rules: _rules, only, except, ...input } = all;
  return { ...input, includes: matcherOf({ only, except }), onProgress, checkCanceled: check };
}
