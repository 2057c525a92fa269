import { once } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import { packError } from '../../base/packed-error.js';
import { watchForCancel } from './cancel.js';
import { Teller } from './teller.js';
import { runTreeTask, type TaskName } from './tree-tasks.js';

/** What a host hands to a thread. */
export interface ThreadTask {
  readonly name: TaskName;
  readonly input: unknown;
  readonly cancelFile: string | undefined;
  /** To whom what the task says goes, and whose answers come back. */
  readonly port?: MessagePort;
}

/** The entry of the pool's threads. Never throws: errors go back as data, since cloning loses their fields. */
export default async function runInThread(task: ThreadTask): Promise<unknown> {
  const { name, input, cancelFile, port } = task;
  const teller = new Teller(
    (told) => port?.postMessage(told),
    async () => (port ? (await once(port, 'message'))[0] : { goesOn: false }),
  );
  try {
    return {
      result: await runTreeTask(name, input, { ...teller.control, check: watchForCancel(cancelFile) }),
    };
  } catch (error) {
    return { error: packError(error) };
  } finally {
    port?.close();
  }
}
