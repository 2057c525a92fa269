/** The entry of the process that works on rootless trees, inside the keeper's user namespace. */

import { packError } from '../../base/packed-error.js';
import { watchForCancel } from './cancel.js';
import { Teller } from './teller.js';
import type { Heard } from './tree-host.js';
import { runTreeTask, type TaskName } from './tree-tasks.js';

interface Request {
  readonly id: number;
  readonly name: TaskName;
  readonly input: unknown;
  readonly cancelFile: string | undefined;
}

type Message = Request | ({ readonly id: number } & Heard);

/** Tasks that wait for an answer. */
const waiting = new Map<number, (heard: Heard) => void>();

process.on('message', (message: Message) => {
  if ('goesOn' in message) waiting.get(message.id)?.(message);
  else void answer(message);
});
process.on('disconnect', () => process.exit(0));

/** A runner that is gone hears nothing: that is no error, and `disconnect` ends us. */
function tell(message: object): void {
  process.send?.(message, () => undefined);
}

async function answer({ id, name, input, cancelFile }: Request): Promise<void> {
  const teller = new Teller(
    (told) => void tell({ id, ...told }),
    async () => await new Promise<Heard>((resolve) => waiting.set(id, resolve)),
  );
  try {
    const result = await runTreeTask(name, input, { ...teller.control, check: watchForCancel(cancelFile) });
    tell({ id, result });
  } catch (error) {
    tell({ id, error: packError(error) });
  } finally {
    waiting.delete(id);
  }
}
