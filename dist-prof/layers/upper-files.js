import { splitRaw } from '../base/bytes-path.js';
import { OpenDirectories } from '../tree/open-directories.js';
/** The objects of a job's upper that a layer may have as they are: those whose marks are written as the layer's. */
export class UpperFiles {
  #part;
  #directories;
  constructor(part, style) {
    this.#part = part;
    this.#directories = part.marks === style ? new OpenDirectories([part.upper], 64) : undefined;
  }
  /** Runs `use` with the place of an entry; false where it does not lie in such an upper, or `use` says so. */
  lend(entry, use) {
    const { root, path } = entry.source;
    if (this.#directories === undefined || root !== this.#part.upper) return false;
    const { parent, name } = splitRaw(path);
    return use({ dirfd: this.#directories.get(0, parent), name });
  }
  [Symbol.dispose]() {
    this.#directories?.[Symbol.dispose]();
  }
}
//# sourceMappingURL=upper-files.js.map
