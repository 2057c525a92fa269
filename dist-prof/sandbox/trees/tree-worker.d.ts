import type { MessagePort } from 'node:worker_threads';
import { type TaskName } from './tree-tasks.js';
/** What a host hands to a thread. */
export interface ThreadTask {
  readonly name: TaskName;
  readonly input: unknown;
  readonly cancelFile: string | undefined;
  /** To whom what the task says goes, and whose answers come back. */
  readonly port?: MessagePort;
}
/** The entry of the pool's threads. Never throws: errors go back as data, since cloning loses their fields. */
export default function runInThread(task: ThreadTask): Promise<unknown>;
