/**
 * Canceling work that is too busy to listen: a task looks now and then for a file, which is there once its caller has
 * had enough. A thread and a process can both do that in the middle of a synchronous walk, and stop where nothing is
 * half-done.
 */
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { LayoverError } from '../../base/errors.js';

// A look costs some microseconds: at every step of a walk it would be felt.
const STEPS_PER_LOOK = 64;
/** For the task: throws LAYOVER_CANCELED once the file is there. */
export function watchForCancel(file) {
  if (file === undefined) return () => undefined;
  let steps = 0;
  return () => {
    steps += 1;
    if (steps % STEPS_PER_LOOK !== 0 || statSync(file, { throwIfNoEntry: false }) === undefined) return;
    throw new LayoverError('LAYOVER_CANCELED', 'Canceled by its caller');
  };
}
/** For the caller: runs `work`, which is told of an abort by the file. Rejects with the signal's reason then. */
export async function withCancelFile(file, signal, work) {
  if (signal === undefined) return await work(undefined);
  signal.throwIfAborted();
  const cancel = () => writeFileSync(file, '', { mode: 0o600 });
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return await work(file);
  } catch (error) {
    if (error instanceof LayoverError && error.code === 'LAYOVER_CANCELED') throw signal.reason;
    throw error;
  } finally {
    signal.removeEventListener('abort', cancel);
    rmSync(file, { force: true });
  }
}
//# sourceMappingURL=cancel.js.map
