/**
 * Whether a process of a job has as many files open as it may. The kernel refuses the next one (EMFILE) and counts no
 * such refusals, so this looks: twenty times a second, at as many processes as a look has time for. It ends nothing; it
 * lets the outcome of a command that fails say what it met.
 */
import { readdirSync, statSync } from 'node:fs';

const INTERVAL_MS = 50;
/** The runner has other things to do: the others come with the next look. */
const PROCESSES_MAX = 64;
export class FileWatch {
  #limit;
  #listProcesses;
  #timer;
  #from = 0;
  #isMet = false;
  constructor(limit, listProcesses) {
    this.#limit = limit;
    this.#listProcesses = listProcesses;
    this.#timer = setInterval(() => this.#look(), INTERVAL_MS);
  }
  get isMet() {
    return this.#isMet;
  }
  [Symbol.dispose]() {
    clearInterval(this.#timer);
  }
  #look() {
    const all = this.#listProcesses();
    const chosen = all.slice(this.#from, this.#from + PROCESSES_MAX);
    this.#from = chosen.length < PROCESSES_MAX ? 0 : this.#from + PROCESSES_MAX;
    this.#isMet ||= chosen.some((pid) => countOpen(pid) >= this.#limit);
    if (this.#isMet) this[Symbol.dispose]();
  }
}
/** The directory's size is their number since Linux 6.2; before it is 0. */
function countOpen(pid) {
  const path = `/proc/${pid}/fd`;
  try {
    return statSync(path).size || readdirSync(path).length;
  } catch {
    return 0; // it has ended
  }
}
//# sourceMappingURL=file-watch.js.map
