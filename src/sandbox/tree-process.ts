/** The entry of the process that works on rootless trees, inside the keeper's user namespace. */
import { watchForCancel } from './cancel.js';
import { packError } from './task-error.js';
import { runTreeTask, type TaskName } from './tree-tasks.js';

interface Request {
  readonly id: number;
  readonly name: TaskName;
  readonly input: unknown;
  readonly cancelFile: string | undefined;
}

process.on('message', (request: Request) => {
  void answer(request);
});
process.on('disconnect', () => process.exit(0));

async function answer({ id, name, input, cancelFile }: Request): Promise<void> {
  const onProgress = (done: number, total: number): void =>
    void process.send?.({ id, progress: [done, total] });
  try {
    const result = await runTreeTask(name, input, { onProgress, check: watchForCancel(cancelFile) });
    process.send?.({ id, result });
  } catch (error) {
    process.send?.({ id, error: packError(error) });
  }
}
