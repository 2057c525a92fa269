/** Committing to a directory, as the tree host does it. */
import { jsonPath } from '../../base/bytes-path.js';
export async function commitDirectory(input, changes, control) {
  const { commitToDirectory } = await import('../../commit/to-directory.js');
  return commitToDirectory(changes, await optionsOf({ input, changes }, control));
}
export async function planDirectory(input, changes, control) {
  const { findCommitVolumes, planCommit } = await import('../../commit/to-directory.js');
  const options = await optionsOf({ input, changes }, control);
  const volumes = findCommitVolumes(changes, options);
  const lines = planCommit(changes, options).map((one) => ({
    ...jsonPath(one.path),
    action: one.action === 'replace' && one.merged !== undefined ? 'merge' : one.action,
    ...('reason' in one && { reason: one.reason }),
  }));
  return volumes.length > 1 ? [...volumes.map(volumeLine), ...lines] : lines;
}
function volumeLine({ at, type }, index, { length }) {
  const reason = `${type}, ${index + 1} of ${length} file systems, each changed on its own`;
  return { ...jsonPath(at), action: 'mount', reason };
}
/** The file systems that a commit would change, in their order. */
export async function findVolumesOf(input, changes, control) {
  const { findCommitVolumes } = await import('../../commit/to-directory.js');
  return findCommitVolumes(changes, await optionsOf({ input, changes }, control));
}
async function optionsOf({ input: all, changes }, { onProgress, check }) {
  const [{ matcherOf }, { checkChoice }] = await Promise.all([
    import('../../commit/choose.js'),
    import('./check-choice.js'),
  ]);
  checkChoice(all, changes);
  const { parts: _parts, mountPoints: _mountPoints, rules: _rules, only, except, ...input } = all;
  return { ...input, includes: matcherOf({ only, except }), onProgress, checkCanceled: check };
}
//# sourceMappingURL=commit-directory.js.map
