import { once } from 'node:events';
import { watchForCancel } from './cancel.js';
import { packError } from './task-error.js';
import { Teller } from './teller.js';
import { runTreeTask } from './tree-tasks.js';
/** The entry of the pool's threads. Never throws: errors go back as data, since cloning loses their fields. */
export default async function runInThread(task) {
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
//# sourceMappingURL=tree-worker.js.map
