/**
 * What layers show at a name, without mounting anything: an upper of one's own above read-only lowers, with the marks
 * that a kernel overlay in a user namespace leaves (`user.overlay.*`), so that the diff reads it like any other.
 *
 * A directory of the view is a stack: its own directory in the upper, if there is one, and those of the lowers that shine
 * through. unionfs answers for the lowers of one stack, and is asked for nothing but lstat: what it writes, and how it
 * takes deleted names, opaque directories and links across layers, is not what an overlay does.
 */
import { Union } from 'unionfs';
import { AT_FDCWD, S_IFDIR, S_IFMT } from '../../native/constants.js';
import { syscalls } from '../../native/syscalls.js';
import { findEntry, isGone } from './host-files.js';
export const OPAQUE_MARK = 'user.overlay.opaque';
// Thrown for each layer that has no such name: an Error with a stack of its own is what makes a union slow.
const NOT_THERE = Object.assign(new Error('ENOENT'), { code: 'ENOENT' });
export class Layers {
  #lowerOpaque;
  #unions = new Map();
  /** `lowerOpaque`: the attribute by which a lower says that it hides what is below. */
  constructor(lowerOpaque) {
    this.#lowerOpaque = lowerOpaque;
  }
  find({ upper, lowers, isReadOnly }, name) {
    const file = upper === undefined ? undefined : `${upper}/${name}`;
    const found = file === undefined ? undefined : findEntry(file);
    if (file === undefined || found === undefined) return this.findLower(lowers, name, isReadOnly);
    if (isGone(found)) return undefined;
    if (!isDirectory(found)) return { kind: 'other', file, isUpper: true, found };
    const below = isMarked(file, OPAQUE_MARK) ? [] : this.#directories(lowers, name);
    return { kind: 'directory', stack: { upper: file, lowers: below, isReadOnly }, found };
  }
  findLower(lowers, name, isReadOnly = false) {
    const hit = this.#firstOf(lowers, name);
    if (hit === undefined || isGone(hit.found)) return undefined;
    const { found, layer } = hit;
    if (!isDirectory(found)) return { kind: 'other', file: `${layer}/${name}`, isUpper: false, found };
    const below = this.#directories(lowers.slice(lowers.indexOf(layer)), name);
    return { kind: 'directory', stack: { upper: undefined, lowers: below, isReadOnly }, found };
  }
  /** Names of a directory, whiteouts of each layer taken off what is below. */
  list({ upper, lowers }) {
    const shown = new Set();
    const gone = new Set();
    for (const layer of [...(upper === undefined ? [] : [upper]), ...lowers]) {
      const fd = syscalls.open(layer, S_DIRECTORY);
      try {
        const entries = syscalls.readDirectoryStats(fd);
        for (const [name, found] of entries) if (!gone.has(name) && !isGone(found)) shown.add(name);
        for (const [name, found] of entries) if (isGone(found) && !shown.has(name)) gone.add(name);
      } finally {
        syscalls.close(fd);
      }
    }
    return [...shown];
  }
  /** The directories of that name that are seen as one, down to the first that hides the rest. */
  #directories(lowers, name) {
    const found = [];
    for (const lower of lowers) {
      const entry = findEntry(`${lower}/${name}`);
      if (entry === undefined) continue;
      if (!isDirectory(entry)) break;
      found.push(`${lower}/${name}`);
      if (isMarked(`${lower}/${name}`, this.#lowerOpaque)) break;
    }
    return found;
  }
  #firstOf(lowers, name) {
    if (lowers.length === 0) return undefined;
    try {
      return this.#unionOf(lowers).lstatSync(name);
    } catch (error) {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    }
  }
  #unionOf(lowers) {
    const key = lowers.join('\0');
    const known = this.#unions.get(key);
    if (known) return known;
    const union = new Union();
    // The one used last is searched first.
    for (const lower of [...lowers].reverse()) union.use(readerOf(lower));
    this.#unions.set(key, union);
    return union;
  }
}
const S_DIRECTORY = 0;
function readerOf(layer) {
  return {
    lstatSync(name) {
      const found = findEntry(`${layer}/${name}`);
      if (found === undefined) throw NOT_THERE;
      return { found, layer };
    },
  };
}
export function isDirectory({ mode }) {
  return (mode & S_IFMT) === S_IFDIR;
}
function isMarked(path, mark) {
  return syscalls.getXattr(AT_FDCWD, path, mark)?.toString() === 'y';
}
//# sourceMappingURL=layers.js.map
