import type { Heard, Told } from './tree-host.js';
import type { TaskControl } from './tree-tasks.js';
/** How a task, in its thread or process, speaks to the main thread. */
export declare class Teller {
  #private;
  /** `listen` waits for the answer to what was told last. */
  constructor(tell: (told: Told) => void, listen: () => Promise<Heard>);
  get control(): Pick<TaskControl, 'onProgress' | 'emit'>;
}
