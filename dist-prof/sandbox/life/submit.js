/** Jobs as tasks of a scheduler's, which is given how to run one and knows nothing else of them. */
import { statfs } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import { hasErrno, LayoverError, SetupError } from '../../base/errors.js';
import { isSuccess } from '../../jail/outcome.js';
import { checkSpec } from '../definition/check-spec.js';
import { isQuarantine } from '../state/quarantine.js';
/** LAYOVER_USAGE for a spec that cannot be. */
export function taskOf({ spec, ...task }, runOne) {
  if (typeof spec !== 'function') checkSpec(spec);
  let earlier;
  const run = async (context) => {
    await earlier?.discard();
    earlier = undefined;
    const asked = typeof spec === 'function' ? await spec(context) : spec;
    checkSpec(asked);
    earlier = await runOne({ ...asked, signal: joinSignals(context.signal, asked.signal) });
    return { kind: isSuccess(earlier.outcome) ? 'succeeded' : 'failed', result: earlier };
  };
  return { ...task, run: async (context) => await run(context).catch(judgeError) };
}
/** One job, in its turn: however it ends, others are none the worse. Rejects with what kept it from running. */
export async function runDirect(scheduler, spec, runOne) {
  checkSpec(spec);
  let failure;
  const run = async (signal) =>
    await runOne({ ...spec, signal }).catch((error) => {
      failure = error;
      throw error;
    });
  const handle = await scheduler.submit({
    when: 'always', // no failure mode keeps it from running
    retry: { attempts: 1 },
    signal: spec.signal,
    run: async ({ signal }) => ({ kind: 'succeeded', result: await run(signal) }),
  });
  const end = await handle.ended;
  if (end.kind === 'errored') throw end.error;
  if (end.kind !== 'skipped' && end.result !== undefined) return end.result;
  if (isQuarantine(failure)) throw failure; // a job that was stopped and did not come to rest is no mere cancellation
  spec.signal?.throwIfAborted();
  throw new LayoverError('LAYOVER_CANCELED', `The job did not start: ${describeEnd(end.kind)}`);
}
/** What this machine has, for the scheduler to count. Disk is what is free there now. */
export async function readResources(path) {
  const { bavail, bsize } = await statfs(path);
  const limit = process.constrainedMemory() ?? 0;
  const memoryBytes = limit > 0 ? Math.min(limit, totalmem()) : totalmem();
  return { cpus: availableParallelism(), memoryBytes, diskBytes: bavail * bsize };
}
function joinSignals(scheduler, caller) {
  return caller === undefined ? scheduler : AbortSignal.any([scheduler, caller]);
}
function judgeError(error) {
  return { kind: 'errored', error, isPermanent: !canPass(error) };
}
// What a machine is short of for the moment, by the errno that says so.
const PASSING = ['EAGAIN', 'EBUSY', 'EINTR', 'EIO', 'EMFILE', 'ENFILE', 'ENOMEM', 'ENOSPC', 'EUSERS'];
/** Whether another attempt may fare better: the keeper died, or something was used up. */
function canPass(error) {
  if (error instanceof SetupError) return PASSING.includes(error.errno);
  return hasErrno(error, 'LAYOVER_KEEPER', ...PASSING);
}
function describeEnd(kind) {
  return kind === 'timed-out' ? 'the time for all of them was over' : 'its runner was closed';
}
//# sourceMappingURL=submit.js.map
