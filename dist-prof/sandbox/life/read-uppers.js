/** Reads what a job left, once it is shown to be at rest. */
import { hostPath, quoteRaw } from '../../base/bytes-path.js';
import { LayoverError } from '../../base/errors.js';
import { notAtRest } from '../state/quarantine.js';
import { NO_CHANGES } from '../view/untouched.js';
export const NOTHING_DONE = { quiescence: { proven: 0, unproven: 0 }, changes: NO_CHANGES };
/** What a job that has ended left behind. LAYOVER_QUARANTINED where it is not at rest. */
export async function readUppers({ machine, directory, spec }, parts, mountPoints) {
  const trees = await machine.trees();
  const quiescence = await proveRest(trees, parts);
  const input = { parts, mountPoints, recordIn: hostPath(directory.path) };
  return { quiescence, ...(await countChanges(trees, input, spec)) };
}
/**
 * Counts what a job changed. Where there is more than layover reads, or the caller has had enough meanwhile, the job is
 * still one that has ended: kept, and named by its outcome. One that was canceled before is read like any other.
 */
export async function countChanges(trees, input, { signal: asked, onNotice }) {
  const signal = asked?.aborted ? undefined : asked;
  try {
    return { changes: await trees.run('summary', input, { signal }) };
  } catch (error) {
    const uncounted = { ...NO_CHANGES, isIncomplete: true };
    if (signal?.aborted && error === signal.reason) return { changes: uncounted, cut: { kind: 'canceled' } };
    if (!(error instanceof LayoverError) || error.code !== 'LAYOVER_UPPER_LIMIT') throw error;
    onNotice?.(error.message);
    return { changes: uncounted, cut: { kind: 'limit', which: 'changes' } };
  }
}
/** From a file system of a fixed size to the job's own directory, once it is at rest there. */
export async function bringHome({ machine, directory, place }, parts) {
  if (place.path === directory.path) return parts;
  await proveRest(await machine.trees(), parts);
  return await place.bringHome(parts);
}
/** LAYOVER_QUARANTINED where somebody can still write to what the job left. */
async function proveRest(trees, parts) {
  const quiescence = await trees.run('findWriters', { roots: parts.map(({ upper }) => upper) });
  if (quiescence.busy === undefined) return quiescence;
  throw notAtRest(`${quoteRaw(quiescence.busy)} is open for writing in a process that is none of its own`);
}
//# sourceMappingURL=read-uppers.js.map
