import { joinRaw, quoteRaw, type RawPath, splitRaw } from '../base/bytes-path.js';
import { hasErrno, LayoverError, messageOf } from '../base/errors.js';
import { readPackedDirectory } from '../native/packed-directory.js';
import { type Stat, syscalls } from '../native/syscalls.js';
import type { MarkStyle, Part } from '../overlay/part.js';
import { openFile } from '../tree/file-content.js';
import { OpenDirectories } from '../tree/open-directories.js';
import { readItem, type TreeItem } from '../tree/read-entry.js';

export const UPPER_TREE = 0;
/** How fuse-overlayfs names a file that stands for a deleted one, and one that makes its directory opaque. */
export const WHITEOUT_PREFIX = '.wh.';
const OPAQUE_FILE = '.wh..wh..opq';

/** An object with the number of its tree. */
export interface PartItem extends TreeItem {
  readonly tree: number;
}

/** A directory of one of the part's trees. */
interface Place {
  readonly tree: number;
  readonly path: RawPath;
}

// A failed stat costs more than a hit; past this many in one directory its names are read once instead.
const MISSES_BEFORE_LISTING = 48;
const SPARE_DIRECTORIES = 64;

/** The trees of one part, opened: number 0 is the upper, the lowers follow from the topmost on. */
export class PartTrees implements Disposable {
  readonly #part: Part;
  readonly #directories: OpenDirectories;
  readonly #misses = new Map<string, number>();
  readonly #listings = new Map<string, ReadonlySet<string>>();

  constructor(part: Part) {
    this.#part = part;
    // Enough for the stacks of the view and of the base at one place.
    this.#directories = new OpenDirectories(
      [part.upper, ...part.lowers],
      2 * part.lowers.length + SPARE_DIRECTORIES,
    );
  }

  readNames(place: Place): RawPath[] {
    return this.#directories.withReadable(place, (fd) => syscalls.readDirectory(fd));
  }

  readStats(place: Place): Array<[name: RawPath, stat: Stat]> {
    return this.#directories.withReadable(place, readPackedDirectory);
  }

  findStat(place: Place, name: string): Stat | undefined {
    const key = `${place.tree}:${place.path}`;
    if (this.#listings.get(key)?.has(name) === false) return undefined;
    const stat = this.#lookUp(place, name);
    if (stat === undefined) this.#countMiss(key, place);
    return stat;
  }

  /** Reads the object `name` in a directory, or the directory itself where the name is empty. */
  readItem(place: Place, { name, stat }: { name: RawPath; stat?: Stat }): PartItem {
    const dirfd = this.#directories.get(place.tree, place.path);
    const root = this.#rootOf(place.tree);
    const source = { root, path: joinRaw(place.path, name) };
    const item = readItem(
      { dirfd, name, stat: stat ?? syscalls.stat(dirfd, name) },
      this.#styleOf(place.tree),
      source,
    );
    return { entry: item.entry, stat: item.stat, marks: item.marks, tree: place.tree };
  }

  #lookUp(place: Place, name: string): Stat | undefined {
    try {
      return syscalls.findStat(this.#directories.get(place.tree, place.path), name);
    } catch (error) {
      if (hasErrno(error, 'ENOENT', 'ENAMETOOLONG')) return undefined;
      throw unreadable(joinRaw(place.path, name), this.#rootOf(place.tree), error);
    }
  }

  #styleOf(tree: number): MarkStyle {
    return tree === UPPER_TREE ? this.#part.marks : (this.#part.lowerMarks ?? this.#part.marks);
  }

  /** Whether a directory hides what the trees below have at its place. */
  isOpaque({ tree, entry, marks }: PartItem): boolean {
    if (marks.opaque || (marks.lowerOpaque && tree !== UPPER_TREE)) return true;
    if (this.#styleOf(tree) !== 'fuse' || entry.type !== 'directory') return false;
    return this.findStat({ tree, path: entry.source.path }, OPAQUE_FILE) !== undefined;
  }

  /** Opens a regular file for reading its bytes. The caller closes it. */
  openFile({ tree, entry, stat }: PartItem): number {
    const { parent, name } = splitRaw(entry.source.path);
    return openFile(this.#directories.get(tree, parent), name, stat);
  }

  /** Forgets what it learned about directories' names: they are only asked for while one directory is judged. */
  forgetListings(): void {
    this.#misses.clear();
    this.#listings.clear();
  }

  #rootOf(tree: number): Part['upper'] {
    const root = tree === UPPER_TREE ? this.#part.upper : this.#part.lowers[tree - 1];
    if (root === undefined) throw new Error(`The part has no tree number ${tree}`);
    return root;
  }

  #countMiss(key: string, place: Place): void {
    const misses = (this.#misses.get(key) ?? 0) + 1;
    this.#misses.set(key, misses);
    if (misses === MISSES_BEFORE_LISTING) this.#listings.set(key, new Set(this.readNames(place)));
  }

  [Symbol.dispose](): void {
    this.#directories[Symbol.dispose]();
  }
}

/** A disk that fails, or a mount whose server is gone. */
function unreadable(path: RawPath, root: RawPath, cause: unknown): LayoverError {
  const message = `${quoteRaw(path)} in ${quoteRaw(root)} cannot be looked at: ${messageOf(cause)}`;
  return new LayoverError('LAYOVER_TREE_CHANGED', message, {
    cause,
    hint: 'If something is mounted there, unmount it or bring it back; then read the changes again.',
  });
}
