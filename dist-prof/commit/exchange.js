/**
 * Doing operations, and taking them back. Each is one rename: nothing is overwritten and nothing destroyed, so whatever
 * somebody else does meanwhile is found afterwards, in its place or in the stash. What was displaced is compared with
 * what the plan saw; another object there is a conflict, and everything is taken back.
 */
import { quoteRaw, ROOT_PATH } from '../base/bytes-path.js';
import { hasErrno, LayoverError } from '../base/errors.js';
import { O_DIRECTORY, O_PATH, RENAME_EXCHANGE, RENAME_NOREPLACE } from '../native/constants.js';
import { syscalls } from '../native/syscalls.js';
import { openBeneath, openTree } from '../tree/open.js';
import { applyAttributes } from './attributes.js';
import { explaining } from './explain.js';
import { findDifference, findStat, look } from './seen.js';
import { TargetTree } from './target-tree.js';
import { volumeOf } from './volumes.js';
export class Exchange {
  #target;
  #volumes;
  #roots;
  /** Of each volume, where it was needed: one that holds nothing may not be there. */
  #stashes = new Map();
  constructor({ target, volumes }) {
    this.#volumes = volumes;
    this.#roots = volumes.map(({ at }) => at);
    this.#target = new TargetTree(target, this.#roots);
  }
  /** The volume that is another directory by now than it was. */
  findMoved() {
    const isAsBefore = ({ at, ino }) => String(syscalls.stat(this.#target.rootFd(at), '').ino) === ino;
    return this.#volumes.find((volume) => !isAsBefore(volume))?.at;
  }
  [Symbol.dispose]() {
    for (const fd of this.#stashes.values()) syscalls.close(fd);
    this.#stashes.clear();
    this.#target[Symbol.dispose]();
  }
  /** What could not be had. Throws `LAYOVER_COMMIT_CONFLICT` where the place is not as it was seen; what was done by then is to be taken back. */
  apply(operation, policy) {
    return explaining(this.#target.path, operation, () => {
      if (operation.kind === 'attributes') return this.#setAttributes(operation, operation.after, policy);
      this.#rename(operation, this.#getPlace(operation.path));
      this.check(operation);
      return [];
    });
  }
  /** Whether what was displaced is, still, what the plan saw. */
  check(operation) {
    if (operation.kind !== 'replace' && operation.kind !== 'delete') return;
    const difference = findDifference(operation.before, look(this.#slot(operation)));
    if (difference !== undefined) throw conflictAt(operation.path, difference);
  }
  /** What keeps an operation that was done from being taken back; undefined where nothing does. */
  findObstacle(operation) {
    const place = this.#findPlace(operation.path);
    if (place === undefined) return 'its directory is gone';
    if (operation.kind === 'attributes') {
      return findStat(place)?.ino === operation.ino ? undefined : 'it is another directory';
    }
    if (operation.kind !== 'create') {
      const lost = findDifference(operation.before, look(this.#slot(operation)));
      if (lost !== undefined) return `what was there before is not whole any more: ${lost}`;
    }
    return findDifference(operation.kind === 'delete' ? [] : operation.after, look(place));
  }
  /**
   * Takes one operation back, if it was done. What somebody else has put there meanwhile stays, and the answer says so.
   */
  reverse(operation) {
    if (operation.kind === 'attributes') return this.#reverseAttributes(operation);
    const place = this.#findPlace(operation.path);
    const slot = this.#slot(operation);
    switch (operation.kind) {
      case 'create':
        return this.#takeAway(operation.after, place, slot);
      case 'replace':
        return this.#exchangeBack(operation, place, slot);
      case 'delete':
        return this.#putBack(operation.before, place, slot);
    }
  }
  /** Gives directories the times they had before something in them was changed and changed back. */
  restoreTimes(directories) {
    for (const { path, ino, mtimeNs } of directories) {
      const place = this.#findPlace(path);
      const stat = place && findStat(place);
      if (place && stat?.ino === ino && stat.mtimeNs !== mtimeNs) setTime(place, mtimeNs);
    }
  }
  /** Whether the place holds what the operation put there, reached from the root anew. */
  isInPlace(operation) {
    const located = this.#target.locate(operation.path);
    const found = located.kind === 'spot' ? located.stat : undefined;
    switch (operation.kind) {
      case 'create':
      case 'replace':
        return found !== undefined && found.ino === operation.after[0]?.ino;
      case 'delete':
        return found === undefined;
      case 'attributes':
        return found?.ino === operation.ino;
    }
  }
  #rename(operation, place) {
    const slot = this.#slot(operation);
    switch (operation.kind) {
      case 'create':
        return this.#move(slot, place, { flags: RENAME_NOREPLACE, operation });
      case 'replace':
        return this.#move(slot, place, { flags: RENAME_EXCHANGE, operation });
      case 'delete':
        return this.#move(place, slot, { flags: RENAME_NOREPLACE, operation });
    }
  }
  #move(from, to, { flags, operation }) {
    try {
      syscalls.rename(from, to, flags);
    } catch (error) {
      if (hasErrno(error, 'EEXIST')) throw conflictAt(operation.path, 'something stands there now');
      if (hasErrno(error, 'ENOENT')) throw conflictAt(operation.path, 'it is gone');
      throw error;
    }
  }
  #takeAway(after, place, slot) {
    const [made] = after;
    const found = place && findStat(place);
    if (made === undefined || place === undefined || found?.ino !== made.ino) {
      return isThere(slot, made) || found === undefined ? undefined : 'somebody else has put something there';
    }
    const difference = findDifference(after, look(place));
    if (difference !== undefined) return `somebody else has changed it: ${difference}`;
    syscalls.rename(place, slot, RENAME_NOREPLACE);
    return undefined;
  }
  #exchangeBack({ before, after }, place, slot) {
    const displaced = findStat(slot);
    if (displaced === undefined || displaced.ino === after[0]?.ino) return undefined;
    if (place === undefined) return 'its directory is gone';
    const found = findStat(place);
    if (found === undefined) {
      syscalls.rename(slot, place, RENAME_NOREPLACE);
      return undefined;
    }
    const difference = found.ino === before[0]?.ino ? undefined : findDifference(after, look(place));
    if (difference !== undefined) return `somebody else has changed it: ${difference}`;
    syscalls.rename(slot, place, RENAME_EXCHANGE);
    return undefined;
  }
  #putBack(before, place, slot) {
    if (findStat(slot) === undefined) return undefined;
    if (place === undefined) return 'its directory is gone';
    try {
      syscalls.rename(slot, place, RENAME_NOREPLACE);
      return undefined;
    } catch (error) {
      if (!hasErrno(error, 'EEXIST')) throw error;
      return isThere(place, before[0]) ? undefined : 'somebody else has put something there';
    }
  }
  #reverseAttributes(operation) {
    const place = this.#findPlace(operation.path);
    if (place === undefined || findStat(place)?.ino !== operation.ino) return 'it is another directory';
    this.#setAttributes(operation, operation.before, { faithful: true });
    return undefined;
  }
  #setAttributes(operation, attributes, policy) {
    const place = this.#getPlace(operation.path);
    const fd = openBeneath(place.dirfd, place.name, O_PATH | O_DIRECTORY);
    try {
      if (syscalls.stat(fd, '').ino !== operation.ino)
        throw conflictAt(operation.path, 'it is another directory');
      const entry = { ...attributes, type: 'directory' };
      return applyAttributes({ dirfd: fd, name: ROOT_PATH }, entry, policy);
    } finally {
      syscalls.close(fd);
    }
  }
  #getPlace(path) {
    const located = this.#target.locatePlace(path);
    if (located.kind === 'spot') return located.spot;
    throw conflictAt(path, 'the directory it lies in is another one now');
  }
  #findPlace(path) {
    const located = this.#target.locatePlace(path);
    return located.kind === 'spot' ? located.spot : undefined;
  }
  #slot({ slot, path }) {
    return { dirfd: this.#openStash(volumeOf(path, this.#roots)), name: slot };
  }
  #openStash(index) {
    const known = this.#stashes.get(index);
    if (known !== undefined) return known;
    const volume = this.#volumes[index];
    if (volume === undefined) throw new Error('What is changed lies in a volume');
    const fd = openTree(volume.stash);
    this.#stashes.set(index, fd);
    return fd;
  }
}
/** An immutable directory allows nothing, and one of somebody else's, such as /tmp, no time of one's choice. */
function setTime({ dirfd, name }, mtimeNs) {
  try {
    syscalls.utimes(dirfd, name, { mtimeNs });
  } catch (error) {
    if (!hasErrno(error, 'EPERM', 'EACCES')) throw error;
  }
}
function isThere(spot, seen) {
  const stat = findStat(spot);
  return stat !== undefined && stat.ino === seen?.ino;
}
function conflictAt(path, reason) {
  const message = `${quoteRaw(path)} in the target was changed while the commit was at it: ${reason}`;
  return new LayoverError('LAYOVER_COMMIT_CONFLICT', message, {
    hint: 'Everything was put back as it was. Look at what else writes there, then commit again.',
  });
}
//# sourceMappingURL=exchange.js.map
