/** The entry of the process that works on rootless trees, inside the keeper's user namespace. */
import { watchForCancel } from './cancel.js';
import { packError } from './task-error.js';
import { Teller } from './teller.js';
import { runTreeTask } from './tree-tasks.js';

/** Tasks that wait for an answer. */
const waiting = new Map();
process.on('message', (message) => {
  if ('goesOn' in message) waiting.get(message.id)?.(message);
  else void answer(message);
});
process.on('disconnect', () => process.exit(0));
async function answer({ id, name, input, cancelFile }) {
  const teller = new Teller(
    (told) => void process.send?.({ id, ...told }),
    async () => await new Promise((resolve) => waiting.set(id, resolve)),
  );
  try {
    const result = await runTreeTask(name, input, { ...teller.control, check: watchForCancel(cancelFile) });
    process.send?.({ id, result });
  } catch (error) {
    process.send?.({ id, error: packError(error) });
  } finally {
    waiting.delete(id);
  }
}
//# sourceMappingURL=tree-process.js.map
