/** Making all that is new in the stash, complete with its attributes, so that renames are all that is left to do. */
import { writeSync } from 'node:fs';
import { joinRaw, type RawPath, ROOT_PATH, splitRaw } from '../base/bytes-path.js';
import { hasErrno } from '../base/errors.js';
import { syscalls } from '../native/syscalls.js';
import type { Entry } from '../tree/entry.js';
import { OpenDirectories } from '../tree/open-directories.js';
import { readItem } from '../tree/read-entry.js';
import { applyAttributes } from './attributes.js';
import { copySmall } from './copy-small.js';
import { explaining } from './explain.js';
import { HardLinks } from './hard-links.js';
import { type Making, makeObject, openNewFile } from './make-object.js';
import type { DirectoryAttributes, Operation } from './operation.js';
import { isPlainDirectory, type Planned } from './planned.js';
import type { Policy } from './policy.js';
import { look, type Seen, type Spot, seenOf } from './seen.js';
import type { TargetTree } from './target-tree.js';
import { type VolumeRecord, volumeOf } from './volumes.js';

export interface StageContext extends Making {
  readonly target: TargetTree;
  /** What is changed, each volume with its stash. */
  readonly volumes: readonly VolumeRecord[];
  readonly policy: Policy;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** The operations that are left once everything is staged, in the order they are to be done. */
export function stagePlan(planned: readonly Planned[], context: StageContext): Operation[] {
  using stage = new Stage(context);
  for (const [index, one] of planned.entries()) {
    context.checkCanceled?.();
    const what = { path: one.path, kind: kindOf(one) };
    explaining(context.target.path, what, () => stage.add(one));
    context.onProgress?.(index + 1, planned.length);
  }
  return stage.finish();
}

function kindOf(one: Planned): string {
  return one.change?.kind ?? 'directory';
}

interface Draft {
  readonly slot: string;
  readonly planned: Planned & { action: 'create' | 'replace' | 'delete' };
}

type PlannedEntry = Planned & { action: 'create' | 'replace' };

/** In a stash. */
interface Place {
  readonly volume: number;
  readonly path: RawPath;
}

interface StagedDirectory {
  readonly place: Place;
  readonly entry: Entry;
  readonly path: RawPath;
}

class Stage implements Disposable {
  readonly #context: StageContext;
  /** Of the stash: what is staged lies below a slot. */
  readonly #directories: OpenDirectories;
  /** Where the directories of the target that are new are staged. */
  readonly #places = new Map<RawPath, Place>();
  readonly #staged: StagedDirectory[] = [];
  readonly #drafts: Draft[] = [];
  /** What was seen of a slot when it was made whole, nobody but this one having it. */
  readonly #seen = new Map<RawPath, Seen>();
  readonly #attributes: Array<Operation & { kind: 'attributes' }> = [];
  readonly #links = new HardLinks<Place>();
  readonly #roots: readonly RawPath[];

  constructor(context: StageContext) {
    this.#context = context;
    this.#roots = context.volumes.map(({ at }) => at);
    this.#directories = new OpenDirectories(
      context.volumes.map(({ stash }) => stash),
      64,
    );
  }

  add(planned: Planned): void {
    switch (planned.action) {
      case 'create':
        return this.#make(planned, this.#placeOf(planned));
      case 'replace':
        return this.#make(planned, this.#newSlot(planned));
      case 'delete':
        this.#newSlot(planned);
        return;
      case 'attributes':
        return this.#planAttributes(planned);
      case 'same':
      case 'skip':
      case 'conflict':
        return;
    }
  }

  /** Directories get their attributes when nothing will be made in them any more: the deepest first. */
  finish(): Operation[] {
    const { target } = this.#context;
    for (const { place, entry, path } of this.#staged.toReversed()) {
      explaining(target.path, { path, kind: 'directory' }, () => this.#dress(place, entry, path));
    }
    const renames = this.#drafts.map((draft) => this.#toOperation(draft));
    const all = [...renames, ...this.#attributes.toReversed()];
    const volume = ({ path }: Operation): number => volumeOf(path, this.#roots);
    return all.sort((a, b) => volume(a) - volume(b));
  }

  [Symbol.dispose](): void {
    this.#directories[Symbol.dispose]();
  }

  #newSlot(planned: Draft['planned']): Place {
    const slot = String(this.#drafts.length);
    this.#drafts.push({ slot, planned });
    return this.#slot(slot, planned.path);
  }

  #slot(slot: string, path: RawPath): Place {
    return { volume: volumeOf(path, this.#roots), path: slot as RawPath };
  }

  #placeOf(planned: Planned & { action: 'create' }): Place {
    if (!planned.within) return this.#newSlot(planned);
    const { parent, name } = splitRaw(planned.path);
    const place = this.#places.get(parent);
    if (place === undefined) throw new Error('A part of a new directory is staged after it');
    return { ...place, path: joinRaw(place.path, name) };
  }

  #make(planned: PlannedEntry, place: Place): void {
    const { entry, path } = planned;
    const spot = this.#spot(place);
    if (entry.type === 'directory') {
      syscalls.mkdir(spot.dirfd, spot.name, 0o700);
      this.#places.set(path, place);
      this.#staged.push({ place, entry, path: shownPath(planned) });
      return;
    }
    if (this.#linkToFirst(planned, place)) return;
    if (planned.action === 'replace' && planned.merged) this.#makeMerged(planned, spot, planned.merged);
    else this.#makeObject(planned, place, spot);
    if (planned.change) this.#links.remember(planned.change, place);
  }

  #makeObject(planned: PlannedEntry, place: Place, spot: Spot): void {
    const { entry } = planned;
    const made = copySmall(this.#context, entry, spot);
    if (made === undefined) makeObject(this.#context, entry, spot);
    else this.#context.report.addBytes(entry.size);
    if (made?.uid !== entry.uid || made.gid !== entry.gid) return this.#dressObject(planned, entry, spot);
    if (splitRaw(place.path).parent === '') this.#seen.set(place.path, seenOf(ROOT_PATH, made));
  }

  #makeMerged(planned: PlannedEntry, spot: Spot, bytes: Buffer): void {
    this.#writeMerged(spot, bytes);
    this.#dressObject(planned, { ...planned.entry, mtimeNs: BigInt(Date.now()) * 1_000_000n }, spot);
  }

  #dressObject(planned: Planned, entry: Entry, spot: Spot): void {
    const { report, policy } = this.#context;
    report.strip(shownPath(planned), applyAttributes(spot, entry, policy));
  }

  #writeMerged(spot: Spot, bytes: Buffer): void {
    const fd = openNewFile(spot);
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
    } finally {
      syscalls.close(fd);
    }
    this.#context.report.addBytes(bytes.length);
  }

  /** Gives the place the inode of a group's first member; false where there is none or it takes no more names. */
  #linkToFirst({ change }: Planned, place: Place): boolean {
    const first = change && this.#links.find(change);
    if (first === undefined) return false;
    try {
      syscalls.link(this.#spot(first), this.#spot(place));
      return true;
    } catch (error) {
      if (this.#context.policy.faithful || !hasErrno(error, 'EMLINK', 'EPERM', 'EOPNOTSUPP', 'EXDEV'))
        throw error;
      this.#context.report.strip(change?.path ?? ROOT_PATH, ['hard link']);
      return false;
    }
  }

  #spot({ volume, path }: Place): Spot {
    const { parent, name } = splitRaw(path);
    return { dirfd: this.#directories.get(volume, parent), name };
  }

  #dress(place: Place, entry: Entry, path: RawPath): void {
    const spot = this.#spot(place);
    if (isPlainDirectory(entry)) return syscalls.chmod(spot.dirfd, spot.name, entry.mode);
    this.#context.report.strip(path, applyAttributes(spot, entry, this.#context.policy));
  }

  #lookAt(place: Place): readonly Seen[] {
    const seen = this.#seen.get(place.path);
    return seen ? [seen] : look(this.#spot(place), this.#context.checkCanceled);
  }

  #planAttributes({ path, entry, stat }: Planned & { action: 'attributes' }): void {
    const { target } = this.#context;
    const located = target.locate(path);
    if (located.kind !== 'spot') throw new Error('A directory that is there has a place');
    const source = { root: target.path, path };
    const before = attributesOf(readItem({ ...located.spot, stat }, 'plain', source).entry);
    const after = attributesOf(entry);
    this.#attributes.push({ kind: 'attributes', path, ino: stat.ino, before, after });
  }

  #toOperation({ slot, planned }: Draft): Operation {
    const { path } = planned;
    const staged = planned.action === 'delete' ? [] : this.#lookAt(this.#slot(slot, path));
    switch (planned.action) {
      case 'create':
        return { kind: 'create', path, slot, after: staged };
      case 'replace':
        return { kind: 'replace', path, slot, before: planned.before, after: staged };
      case 'delete':
        return { kind: 'delete', path, slot, before: planned.before };
    }
  }
}

function attributesOf({ mode, uid, gid, mtimeNs, xattrs }: Entry): DirectoryAttributes {
  return { mode, uid, gid, mtimeNs, xattrs };
}

/** As the view has it, and the report. */
function shownPath({ change, path }: Pick<Planned, 'change' | 'path'>): RawPath {
  return change?.path ?? path;
}
