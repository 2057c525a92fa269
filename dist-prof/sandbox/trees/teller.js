import { LayoverError } from '../../base/errors.js';

// Told more often, a reader would have nothing else to do.
const PROGRESS_STEP_MS = 50;
/** How a task, in its thread or process, speaks to the main thread. */
export class Teller {
  #tell;
  #listen;
  #progressAt = 0;
  /** `listen` waits for the answer to what was told last. */
  constructor(tell, listen) {
    this.#tell = tell;
    this.#listen = listen;
  }
  get control() {
    return { onProgress: this.#onProgress, emit: this.#emit };
  }
  #onProgress = (done, total) => {
    const now = performance.now();
    if (done < total && now - this.#progressAt < PROGRESS_STEP_MS) return;
    this.#progressAt = now;
    this.#tell({ progress: [done, total] });
  };
  #emit = async (items) => {
    const heard = this.#listen();
    this.#tell({ items });
    if (!(await heard).goesOn) throw new LayoverError('LAYOVER_CANCELED', 'Nobody wants the rest');
  };
}
//# sourceMappingURL=teller.js.map
