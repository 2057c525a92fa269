/** Whether the task did not do what it was there for. One that its own condition kept from running is in no trouble. */
export function isTrouble(end) {
  if (end.kind === 'skipped') return end.because.kind === 'need-failed' || end.because.kind === 'stopped';
  return end.kind !== 'succeeded';
}
/** Why a task whose needs have ended is not to run; undefined where it is. Throws what a condition of the caller's throws. */
export function judgeCondition({ when = 'success' }, needs) {
  if (when === 'always') return undefined;
  if (when === 'success') return findObstacle(needs);
  const isMet = when === 'failure' ? [...needs.values()].some(isTrouble) : when(needs);
  return isMet ? undefined : { kind: 'when' };
}
/** Trouble before anything else, as that is what the reader has to mend. */
function findObstacle(needs) {
  const ends = [...needs];
  const trouble = ends.find(([, end]) => isTrouble(end));
  if (trouble) return rootOf(...trouble);
  const skipped = ends.find(([, end]) => end.kind === 'skipped');
  return skipped && { kind: 'need-skipped', name: skipped[0] };
}
function rootOf(name, end) {
  if (end.kind === 'skipped' && end.because.kind !== 'when') return end.because;
  return { kind: 'need-failed', name, end: end.kind };
}
/** Whether a failure elsewhere keeps it from running, or ends it. */
export function isCleanUp({ when = 'success' }) {
  return when !== 'success';
}
//# sourceMappingURL=condition.js.map
