/**
 * What a commit will do to the target, before anything is done: each change is judged against what stands at its place now.
 * A place that is no longer as the job found it is a conflict, decided by `onConflict`; see judge-target.ts.
 */
import { componentsOf, isBelow, joinRaw, quoteRaw, splitRaw } from '../base/bytes-path.js';
import { LayoverError } from '../base/errors.js';
import { STATX_ATTR_APPEND, STATX_ATTR_IMMUTABLE } from '../native/constants.js';
import { syscalls } from '../native/syscalls.js';
import { typeOfMode } from '../tree/entry.js';
import { explaining } from './explain.js';
import { TargetJudge } from './judge-target.js';
import { planDeletion } from './plan-deletion.js';
import { PLAIN_DIRECTORY } from './planned.js';
import { findSkipReason } from './policy.js';
import { look, mountInside, requireOwnDirectory } from './seen.js';
export function planChanges(selected, context) {
  const planner = new Planner(context);
  return selected.flatMap((one) => {
    context.check?.();
    const what = { path: one.change.path, kind: one.change.kind };
    return explaining(context.target.path, what, () => planner.plan(one));
  });
}
/** With `from` it is the directory that was asked for; without, what the job's root was is nothing of the target's. */
const VIEW_ROOT = 'the root of the view itself, whose owner and mode only --faithful takes over';
class Planner {
  #context;
  #judge;
  #byPath;
  /** Directories of the target that this commit makes. */
  #made = new Set();
  /** The directory of the target that was found open to changes last. */
  #open;
  /** Of which nothing below is taken either. */
  #passedOver;
  constructor(context) {
    this.#context = context;
    this.#judge = new TargetJudge(context);
    this.#byPath = new Map(context.changes.map((change) => [change.path, change]));
  }
  plan(one) {
    const { change, path } = one;
    if (this.#passedOver !== undefined && isBelow(path, this.#passedOver)) return [];
    const skipped = this.#findSkipReason(change);
    if (skipped !== undefined) return [{ action: 'skip', path, change, reason: skipped }];
    if (this.#made.has(splitRaw(path).parent) && path !== '') return this.#planWithin(one);
    const located = this.#context.target.locate(path);
    switch (located.kind) {
      case 'spot':
        return this.#planSpot(one, located);
      case 'no-parent':
        return this.#planWithoutParent(one, located.missing);
      case 'blocked':
        return this.#planBlocked(one, located);
    }
  }
  #findSkipReason({ path, after }) {
    const { policy } = this.#context;
    if (path === '' && !policy.faithful) return VIEW_ROOT;
    return after && findSkipReason(after.type, policy);
  }
  #planWithin({ change, path }) {
    const { after: entry } = change;
    if (entry === undefined) return [{ action: 'same', path, change }];
    if (entry.type === 'directory') this.#made.add(path);
    return [{ action: 'create', path, change, entry, within: true }];
  }
  /** What is put into an append-only directory could not be taken back. */
  #requireOpen(path, { dirfd }) {
    const { parent } = splitRaw(path);
    if (this.#open === parent) return;
    if ((syscalls.stat(dirfd, '').attributes & FROZEN) !== 0) throw shut(path);
    this.#open = parent;
  }
  #planSpot(one, { spot, stat }) {
    const { change } = one;
    if (one.path !== '') this.#requireOpen(one.path, spot);
    if (stat === undefined) return this.#planAbsent(one);
    const standing = { spot, stat, viewPath: change.path, before: change.before };
    if (isMountPoint(one, spot) && change.after?.type !== 'directory') throw mountInside(one.path, undefined);
    if (change.after === undefined) return this.#planDeletion(one, standing);
    const isDirectory = typeOfMode(stat.mode) === 'directory';
    if (change.after.type === 'directory' && isDirectory && this.#joins(one, standing)) {
      return this.#planDirectory(one, standing);
    }
    return this.#planReplacement(one, { ...standing, entry: change.after });
  }
  #planAbsent(one) {
    const { change, path } = one;
    const { after: entry } = change;
    if (entry === undefined) return [{ action: 'same', path, change }];
    if (this.#judge.wasThere(change) && !this.#context.isFresh) {
      const refused = this.#decide(one, 'it is gone from the target');
      if (refused !== undefined) return refused;
    }
    if (entry.type === 'directory') this.#made.add(path);
    return [{ action: 'create', path, change, entry, within: false }];
  }
  #planDeletion(one, standing) {
    const before = this.#look(standing);
    const reason = this.#judge.findChangeBelow(standing, before);
    if (reason !== undefined) {
      const refused = this.#decide(one, reason);
      if (refused !== undefined) return refused;
    }
    return planDeletion(one, before, this.#context.includes);
  }
  /** Where the job put a directory in the place of something else, one that stands there may only hold what it made. */
  #joins({ change }, { spot }) {
    if (change.kind !== 'replaced') return true;
    return look(spot, this.#context.check).every(({ path }) => this.#byPath.has(joinRaw(change.path, path)));
  }
  #planDirectory(one, standing) {
    const { change, path } = one;
    const { after: entry } = change;
    if (entry === undefined) throw new Error('A deletion makes no directory');
    requireOwnDirectory(standing.spot);
    const isAsBefore = change.kind === 'replaced' || !this.#judge.wasThere(change);
    const isWanted = (standing.stat.mode & 0o7777) === entry.mode;
    const reason = isAsBefore || isWanted ? undefined : this.#judge.findChange(standing);
    if (reason !== undefined) {
      const refused = this.#decide(one, reason);
      if (refused !== undefined) return refused;
    }
    return [{ action: 'attributes', path, change, entry, stat: standing.stat }];
  }
  /** The flags are the host's own protection: whatever has one stays, and so does what it lies in. */
  #look({ spot }) {
    const seen = look(spot, this.#context.check);
    for (const { path, stat } of seen) {
      if (((stat?.attributes ?? 0) & FROZEN) !== 0) throw frozen(joinRaw(spot.name, path));
    }
    return seen;
  }
  #planReplacement(one, standing) {
    const { change, path } = one;
    const { entry } = standing;
    const before = this.#look(standing);
    const reason = this.#judge.wasThere(change)
      ? this.#judge.findChangeBelow(standing, before)
      : `a ${typeOfMode(standing.stat.mode)} stands there by now`;
    const result = { action: 'replace', path, change, entry, before };
    if (reason !== undefined) {
      if (this.#judge.isAlready(standing, change)) return [{ action: 'same', path, change }];
      const merged = this.#context.mergeText?.(standing, change);
      if (merged !== undefined) return [{ ...result, merged }];
      const refused = this.#decide(one, reason);
      if (refused !== undefined) return refused;
    }
    if (entry.type === 'directory') this.#made.add(path);
    return [result];
  }
  /** The directories from `missing` on are made as the view has them. */
  #planWithoutParent(one, missing) {
    const { change, path } = one;
    if (change.after === undefined) return [{ action: 'same', path, change }];
    if (!this.#context.isFresh && this.#judge.wasThere(change)) {
      const refused = this.#decide(one, 'its directory is gone from the target');
      if (refused !== undefined) return refused;
    }
    return [...this.#planParents(missing, splitRaw(path).parent), ...this.#planWithin(one)];
  }
  #planParents(missing, parent) {
    const rest = componentsOf(parent).slice(componentsOf(missing).length);
    let at = missing;
    const paths = [missing, ...rest.map((name) => (at = joinRaw(at, name)))];
    return paths.map((path) => {
      this.#made.add(path);
      const entry = this.#changeAt(path)?.after ?? PLAIN_DIRECTORY;
      return { action: 'create', path, entry, within: path !== missing };
    });
  }
  /** Nothing is ever done through a symlink, so only leaving it out is a way. */
  #planBlocked(one, { at, by }) {
    const reason = `its directory ${at} is ${by} in the target`;
    if (this.#context.onConflict === 'theirs') return this.#passOver(one, reason);
    return [{ action: 'conflict', ...one, reason }];
  }
  /** Undefined where the job's side wins. */
  #decide(one, reason) {
    switch (this.#context.onConflict) {
      case 'ours':
        return undefined;
      case 'theirs':
        return this.#passOver(one, reason);
      case 'fail':
        this.#passedOver = one.path;
        return [{ action: 'conflict', ...one, reason }];
    }
  }
  #passOver(one, reason) {
    this.#passedOver = one.path;
    return [{ action: 'skip', ...one, reason: `the target's is kept: ${reason}` }];
  }
  #changeAt(path) {
    const change = this.#byPath.get(joinRaw(this.#context.from, path));
    return change?.after?.type === 'directory' ? change : undefined;
  }
}
/** Whether another file system is mounted right there. */
function isMountPoint({ path }, { name }) {
  return name === '' && path !== '';
}
const FROZEN = STATX_ATTR_IMMUTABLE | STATX_ATTR_APPEND;
const CLEAR_IT = 'Clear the flag with chattr, or leave the path out.';
function frozen(name) {
  const message = `${quoteRaw(name)} in the target is immutable or append-only (EPERM)`;
  return new LayoverError('LAYOVER_COMMIT_PATH', message, { hint: CLEAR_IT });
}
function shut(path) {
  const message = `${quoteRaw(path)} lies in a directory of the target that is immutable or append-only (EPERM)`;
  return new LayoverError('LAYOVER_COMMIT_PATH', message, { hint: CLEAR_IT });
}
//# sourceMappingURL=plan.js.map
