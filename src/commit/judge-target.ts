import { joinRaw, quoteRaw, type RawPath } from '../base/bytes-path.js';
import type { Change } from '../diff/change.js';
import { type Stat, syscalls } from '../native/syscalls.js';
import { type Entry, typeOfMode } from '../tree/entry.js';
import { digestFile, hasSameContent, openFile } from '../tree/file-content.js';
import type { Sources } from '../tree/sources.js';
import { type Base, type BaseEntry, digestXattrs } from './base-record.js';
import { type Policy, planAttributes } from './policy.js';
import type { Seen, Spot } from './seen.js';

/** A place of the target that is taken, and what stands for it in the view. */
export interface Standing {
  readonly spot: Spot;
  readonly stat: Stat;
  readonly viewPath: RawPath;
  readonly before?: Entry | undefined;
}

interface Judges {
  readonly base: Base;
  readonly sources: Sources;
  readonly policy: Policy;
  readonly check?: (() => void) | undefined;
}

/**
 * Tells whether the target still holds what the job started from. The target is the base itself, or a copy of it:
 * where an object is another one than it was, its type and content decide, and whether it can be executed. A time
 * alone never makes a difference.
 */
export class TargetJudge {
  readonly #judges: Judges;

  constructor(judges: Judges) {
    this.#judges = judges;
  }

  /** Whether the job found something at the path of a change. */
  wasThere({ path, before }: Change): boolean {
    const { entries, paths } = this.#judges.base;
    return paths === undefined ? before !== undefined : entries.has(path);
  }

  /** How one object, without what is below it, differs from the base. */
  findChange(standing: Standing): string | undefined {
    const { stat, viewPath } = standing;
    const base = this.#judges.base.entries.get(viewPath);
    if (base === undefined) return 'it was not there when the job ran';
    const type = typeOfMode(stat.mode);
    if (type !== base.type) return `it is a ${type} now, and was a ${base.type}`;
    const isSame = stat.ino === base.ino && stat.dev === base.dev;
    return findNewAttributes(stat, base, isSame) ?? this.#findNewContent(standing, base, isSame);
  }

  /** The same for a directory with all in it, which `seen` lists. What the base had and the target lacks is no matter. */
  findChangeBelow(standing: Standing, seen: readonly Seen[]): string | undefined {
    for (const { path, stat } of seen) {
      if (stat === undefined) throw new Error('What is seen in a target has its stat');
      this.#judges.check?.();
      const { spot, viewPath } = standing;
      const child = { dirfd: spot.dirfd, name: joinRaw(spot.name, path) };
      const what = this.findChange({
        spot: child,
        stat,
        viewPath: joinRaw(viewPath, path),
        before: path === '' ? standing.before : undefined,
      });
      if (what !== undefined) return path === '' ? what : `${quoteRaw(path)} in it: ${what}`;
    }
    return undefined;
  }

  /** Whether an object is by now what the change makes of it. */
  isAlready({ spot, stat }: Standing, { after }: Change): boolean {
    if (after === undefined || typeOfMode(stat.mode) !== after.type) return false;
    if (after.type === 'symlink') return syscalls.readlink(spot.dirfd, spot.name) === after.target;
    if (planAttributes(after, this.#judges.policy, stat.mode).mode !== (stat.mode & 0o7777)) return false;
    if (after.type !== 'file') return after.type === 'fifo' || after.type === 'socket';
    return stat.size === after.size && this.#hasContentOf(spot, stat, after);
  }

  #findNewContent(standing: Standing, base: BaseEntry, isSame: boolean): string | undefined {
    const { spot, stat } = standing;
    if (isSame && !base.isFresh && isUntouched(stat, base)) return undefined;
    if (base.type === 'file') return this.#findNewBytes(standing, base, isSame);
    if (base.type === 'symlink') {
      return syscalls.readlink(spot.dirfd, spot.name) === base.target ? undefined : 'it leads elsewhere now';
    }
    const isDevice = base.type === 'character' || base.type === 'block';
    return isDevice && !isSame ? 'it is another device' : undefined;
  }

  #findNewBytes(standing: Standing, base: BaseEntry, isSame: boolean): string | undefined {
    const { spot, stat } = standing;
    if (stat.size !== base.size) return `its content changed: ${base.size} bytes then, ${stat.size} now`;
    const isEqual = this.#hasBytesOf(standing, base);
    if (isEqual === undefined) {
      return isSame && isUntouched(stat, base)
        ? undefined
        : 'it may have changed: its bytes were too many to be remembered, or not to be read';
    }
    if (!isEqual) return 'its content changed';
    if (!isSame) return undefined;
    return digestXattrs(syscalls.getXattrs(spot.dirfd, spot.name)) === base.xattrs
      ? undefined
      : 'its attributes changed';
  }

  /** Undefined where nobody can tell. */
  #hasBytesOf({ spot, stat, before }: Standing, base: BaseEntry): boolean | undefined {
    if (base.digest !== undefined) return this.#digest(spot, stat) === base.digest;
    if (before === undefined) return undefined;
    const lower = this.#judges.sources.find(before);
    if (lower === undefined) return undefined;
    try {
      const now = syscalls.stat(lower, '');
      const isBase = now.ino === base.ino && now.dev === base.dev && isUntouched(now, base);
      return isBase && now.ino !== stat.ino ? this.#hasSameBytes(spot, stat, lower) : undefined;
    } finally {
      syscalls.close(lower);
    }
  }

  #hasContentOf(spot: Spot, stat: Stat, entry: Entry): boolean {
    const fd = this.#judges.sources.open(entry);
    try {
      return this.#hasSameBytes(spot, stat, fd);
    } finally {
      syscalls.close(fd);
    }
  }

  #hasSameBytes(spot: Spot, stat: Stat, other: number): boolean {
    return withFile(spot, stat, (fd) =>
      hasSameContent(fd, other, { size: stat.size, check: this.#judges.check }),
    );
  }

  #digest(spot: Spot, stat: Stat): string {
    return withFile(spot, stat, (fd) => digestFile(fd, { size: stat.size, check: this.#judges.check }));
  }
}

function withFile<T>({ dirfd, name }: Spot, stat: Stat, use: (fd: number) => T): T {
  const fd = openFile(dirfd, name, stat);
  try {
    return use(fd);
  } finally {
    syscalls.close(fd);
  }
}

function isUntouched(stat: Stat, base: BaseEntry): boolean {
  return stat.size === base.size && stat.mtimeNs === base.mtimeNs && stat.ctimeNs === base.ctimeNs;
}

const EXECUTE = 0o111;

// Copies are rarely made with owners, and often through a umask.
function findNewAttributes(stat: Stat, base: BaseEntry, isSame: boolean): string | undefined {
  if (base.type === 'symlink') return undefined;
  const mode = stat.mode & 0o7777;
  const shown = `its mode changed: ${base.mode.toString(8)} then, ${mode.toString(8)} now`;
  if (!isSame) return ((mode & EXECUTE) === 0) === ((base.mode & EXECUTE) === 0) ? undefined : shown;
  if (mode !== base.mode) return shown;
  if (stat.uid === base.uid && stat.gid === base.gid) return undefined;
  return `its owner changed: ${base.uid}:${base.gid} then, ${stat.uid}:${stat.gid} now`;
}
