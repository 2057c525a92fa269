import type { MessagePort } from 'node:worker_threads';
import { watchForCancel } from './cancel.js';
import { packError } from './task-error.js';
import { runTreeTask, type TaskName } from './tree-tasks.js';

/** What a host hands to a thread. */
export interface ThreadTask {
  readonly name: TaskName;
  readonly input: unknown;
  readonly cancelFile: string | undefined;
  /** Where progress goes, as `[done, total]`. */
  readonly progress?: MessagePort;
}

/** The entry of the pool's threads. Never throws: errors go back as data, since cloning loses their fields. */
export default async function runInThread(task: ThreadTask): Promise<unknown> {
  const { name, input, cancelFile, progress } = task;
  const onProgress = (done: number, total: number): void => progress?.postMessage([done, total]);
  try {
    return { result: await runTreeTask(name, input, { onProgress, check: watchForCancel(cancelFile) }) };
  } catch (error) {
    return { error: packError(error) };
  } finally {
    progress?.close();
  }
}
