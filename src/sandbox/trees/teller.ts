import { LayoverError } from '../../base/errors.js';
import type { Heard, Told } from './tree-host.js';
import type { TaskControl } from './tree-tasks.js';

// Told more often, a reader would have nothing else to do.
const PROGRESS_STEP_MS = 50;

/** How a task, in its thread or process, speaks to the main thread. */
export class Teller {
  readonly #tell: (told: Told) => void;
  readonly #listen: () => Promise<Heard>;
  #progressAt = 0;

  /** `listen` waits for the answer to what was told last. */
  constructor(tell: (told: Told) => void, listen: () => Promise<Heard>) {
    this.#tell = tell;
    this.#listen = listen;
  }

  get control(): Pick<TaskControl, 'onProgress' | 'emit'> {
    return { onProgress: this.#onProgress, emit: this.#emit };
  }

  readonly #onProgress = (done: number, total: number): void => {
    const now = performance.now();
    if (done < total && now - this.#progressAt < PROGRESS_STEP_MS) return;
    this.#progressAt = now;
    this.#tell({ progress: [done, total] });
  };

  readonly #emit = async (items: readonly unknown[]): Promise<void> => {
    const heard = this.#listen();
    this.#tell({ items });
    if (!(await heard).goesOn) throw new LayoverError('LAYOVER_CANCELED', 'Nobody wants the rest');
  };
}
