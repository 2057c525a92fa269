/**
 * What layers show at a name, without mounting anything: an upper of one's own above read-only lowers, with the marks
 * that a kernel overlay in a user namespace leaves (`user.overlay.*`), so that the diff reads it like any other.
 *
 * A directory of the view is a stack: its own directory in the upper, if there is one, and those of the lowers that shine
 * through. unionfs answers for the lowers of one stack, and is asked for nothing but lstat: what it writes, and how it
 * takes deleted names, opaque directories and links across layers, is not what an overlay does.
 */
import { type IFS, Union } from 'unionfs';
import { AT_FDCWD, S_IFDIR, S_IFMT } from '../../native/constants.js';
import { syscalls } from '../../native/syscalls.js';
import { type Found, findEntry, isGone } from './host-files.js';

/** A directory of the view. Paths are the host's, raw. */
export interface Stack {
  upper: string | undefined;
  /** The topmost first. */
  readonly lowers: readonly string[];
  /** Writes are EROFS. */
  readonly isReadOnly: boolean;
}

export type Shown =
  | { readonly kind: 'directory'; readonly stack: Stack; readonly found: Found }
  | { readonly kind: 'other'; readonly file: string; readonly isUpper: boolean; readonly found: Found };

type LowerUnion = InstanceType<typeof Union>;

export const OPAQUE_MARK = 'user.overlay.opaque';
// Thrown for each layer that has no such name: an Error with a stack of its own is what makes a union slow.
const NOT_THERE = Object.assign(new Error('ENOENT'), { code: 'ENOENT' });

export class Layers {
  readonly #lowerOpaque: string;
  readonly #unions = new Map<string, LowerUnion>();

  /** `lowerOpaque`: the attribute by which a lower says that it hides what is below. */
  constructor(lowerOpaque: string) {
    this.#lowerOpaque = lowerOpaque;
  }

  find({ upper, lowers, isReadOnly }: Stack, name: string): Shown | undefined {
    const file = upper === undefined ? undefined : `${upper}/${name}`;
    const found = file === undefined ? undefined : findEntry(file);
    if (file === undefined || found === undefined) return this.findLower(lowers, name, isReadOnly);
    if (isGone(found)) return undefined;
    if (!isDirectory(found)) return { kind: 'other', file, isUpper: true, found };
    const below = isMarked(file, OPAQUE_MARK) ? [] : this.#directories(lowers, name);
    return { kind: 'directory', stack: { upper: file, lowers: below, isReadOnly }, found };
  }

  findLower(lowers: readonly string[], name: string, isReadOnly = false): Shown | undefined {
    const hit = this.#firstOf(lowers, name);
    if (hit === undefined || isGone(hit.found)) return undefined;
    const { found, layer } = hit;
    if (!isDirectory(found)) return { kind: 'other', file: `${layer}/${name}`, isUpper: false, found };
    const below = this.#directories(lowers.slice(lowers.indexOf(layer)), name);
    return { kind: 'directory', stack: { upper: undefined, lowers: below, isReadOnly }, found };
  }

  /** Names of a directory, whiteouts of each layer taken off what is below. */
  list({ upper, lowers }: Stack): string[] {
    const shown = new Set<string>();
    const gone = new Set<string>();
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
  #directories(lowers: readonly string[], name: string): string[] {
    const found: string[] = [];
    for (const lower of lowers) {
      const entry = findEntry(`${lower}/${name}`);
      if (entry === undefined) continue;
      if (!isDirectory(entry)) break;
      found.push(`${lower}/${name}`);
      if (isMarked(`${lower}/${name}`, this.#lowerOpaque)) break;
    }
    return found;
  }

  #firstOf(lowers: readonly string[], name: string): { found: Found; layer: string } | undefined {
    if (lowers.length === 0) return undefined;
    try {
      return this.#unionOf(lowers).lstatSync(name) as unknown as { found: Found; layer: string };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  #unionOf(lowers: readonly string[]): LowerUnion {
    const key = lowers.join('\0');
    const known = this.#unions.get(key);
    if (known) return known;
    const union = new Union();
    // The one used last is searched first.
    for (const lower of [...lowers].reverse()) union.use(readerOf(lower) as unknown as IFS);
    this.#unions.set(key, union);
    return union;
  }
}

const S_DIRECTORY = 0;

function readerOf(layer: string): { lstatSync(name: string): unknown } {
  return {
    lstatSync(name) {
      const found = findEntry(`${layer}/${name}`);
      if (found === undefined) throw NOT_THERE;
      return { found, layer };
    },
  };
}

export function isDirectory({ mode }: Found): boolean {
  return (mode & S_IFMT) === S_IFDIR;
}

function isMarked(path: string, mark: string): boolean {
  return syscalls.getXattr(AT_FDCWD, path, mark)?.toString() === 'y';
}
