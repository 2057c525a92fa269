import { AbortWatch } from '../base/abort.js';
/** Those who wait for room in a scheduler, in the order they came. */
export class Room {
  #waiting = new Set();
  #names = new Set();
  #aborts = new AbortWatch();
  get isEmpty() {
    return this.#waiting.size === 0;
  }
  /** Of the tasks that wait. */
  get names() {
    return this.#names;
  }
  /** Answers with what `accept` answers, called once there is room. The task's signal takes it out of the line. */
  wait({ name, signal }, accept) {
    return new Promise((resolve, reject) => {
      const go = () => {
        this.#waiting.delete(waiting);
        if (name !== undefined) this.#names.delete(name);
        release();
      };
      const waiting = {
        name,
        enter: () => {
          go();
          try {
            resolve(accept());
          } catch (error) {
            reject(error);
          }
        },
        leave: (reason) => {
          go();
          reject(reason);
        },
      };
      const release = this.#aborts.add(signal, () => waiting.leave(signal?.reason));
      this.#waiting.add(waiting);
      if (name !== undefined) this.#names.add(name);
    });
  }
  letNextIn() {
    for (const waiting of this.#waiting) {
      waiting.enter();
      return;
    }
  }
  sendAway(reason) {
    for (const waiting of this.#waiting) waiting.leave(reason);
  }
}
//# sourceMappingURL=room.js.map
