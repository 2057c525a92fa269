/**
 * This machine's own root as a view: one writable place for each mount below it, all of them one diff.
 *
 * A file system that cannot lie under an overlay, or that is read-only here, is shown read-only; what cannot be shown
 * at all is left out. Either is said in the receipt, never silently so.
 *
 * Rootless, the kernel refuses a layer with mounts locked below it (mount_namespaces(7)). A directory with mounts
 * somewhere below is then taken apart: its own place starts empty, and each directory in it is a place of its own.
 */
import { lstatSync, readdirSync, readlinkSync, statSync } from 'node:fs';
import { fsPath, isBelow, quoteRaw, rawFromBytes } from '../../base/bytes-path.js';
import { hasErrno, LayoverError } from '../../base/errors.js';
import { findOwnPlaces, modeForCaller } from './own-places.js';

// Made for each job, or of no meaning to one.
const NOT_SHOWN = ['/proc', '/sys', '/dev', '/run'];
// What the kernel takes as a lower, maps owners of (not of ext2 and ext3), and keeps still while a job runs.
const LAYERABLE = new Set(['ext4', 'xfs', 'btrfs', 'f2fs', 'tmpfs', 'erofs', 'squashfs']);
// Only a trigger, or a server that may be gone: touching it can wait for ever.
const NEVER_TOUCHED = new Set(['autofs', 'nfs', 'nfs4', 'cifs', 'smb3', 'ceph', '9p']);
const PLACES_MAX = 128;
export function planHost(request) {
  const shown = request.mounts.filter(
    ({ at }) => at !== '/' && ![...NOT_SHOWN, ...request.hidden].some((outer) => isBelow(at, outer)),
  );
  const plan = new HostPlan(shown, request.mode);
  if (request.mode === 'root') plan.addPlace('/');
  else plan.addWithout('/', [...shown.map(({ at }) => at), ...NOT_SHOWN]);
  for (const mount of shown) plan.addMount(mount);
  if (request.mode === 'rootless') plan.addOwnPlaces(request.wanted, [...NOT_SHOWN, ...request.hidden]);
  return plan.finish();
}
/** Collects a view, parents first. */
class HostPlan {
  #mountPoints;
  #places = [];
  #mounts = [];
  #links = [];
  #fallbacks = [];
  #leftOut = [];
  #mode;
  constructor(shown, mode) {
    this.#mountPoints = new Set(shown.map(({ at }) => at));
    this.#mode = mode;
  }
  addPlace(directory) {
    this.#push(directory, [directory]);
  }
  addMount({ at, type, isReadOnly }) {
    if (this.#leftOut.some((outer) => isBelow(at, outer))) return;
    const problem = NEVER_TOUCHED.has(type) ? `${type} may wait for ever` : problemOf(at);
    if (problem !== undefined) this.#leaveOut(at, problem);
    else if (!LAYERABLE.has(type)) this.#addReadOnly(at, `${type} cannot lie under an overlay`, false);
    else if (isReadOnly) this.#addReadOnly(at, 'it is read-only on this machine');
    else if (!statSync(fsPath(at)).isDirectory()) this.#addReadOnly(at, 'a single file is mounted there');
    else if (this.#mode === 'rootless') this.addWithout(at, [...this.#mountPoints]);
    else this.addPlace(at);
  }
  /** One place where nothing is mounted below, else a place for each directory in it. */
  addWithout(directory, mounted) {
    const prefix = directory === '/' ? '/' : `${directory}/`;
    if (!mounted.some((at) => at.startsWith(prefix))) {
      this.addPlace(directory);
      return;
    }
    this.#push(directory, []);
    for (const name of namesIn(directory)) {
      this.#addPiece(`${prefix}${name}`, mounted);
    }
    if (this.#places.length > PLACES_MAX) throw tooManyPlaces(directory);
  }
  addOwnPlaces(wanted, without) {
    const places = new Set(this.#places.map(({ at }) => `/${at}`));
    for (const path of findOwnPlaces(wanted, places)) {
      if (![...without, ...this.#leftOut].some((outer) => isBelow(path, outer))) this.addPlace(path);
    }
  }
  finish() {
    return { places: this.#places, mounts: this.#mounts, links: this.#links, fallbacks: this.#fallbacks };
  }
  #push(directory, lowers) {
    const mode = this.#mode === 'rootless' ? modeForCaller(directory) : undefined;
    const at = targetOf(directory);
    if (mode !== undefined && (mode & 0o700) === 0) this.#mounts.push(closedDirectory(at));
    else this.#places.push({ at, lowers, mode });
  }
  #addPiece(path, mounted) {
    if (this.#mountPoints.has(path) || NOT_SHOWN.includes(path)) return;
    const status = lstatSync(fsPath(path), { throwIfNoEntry: false });
    if (status === undefined) return;
    if (status.isDirectory()) this.addWithout(path, mounted);
    else if (status.isSymbolicLink())
      this.#links.push({
        path: targetOf(path),
        target: rawFromBytes(readlinkSync(fsPath(path), { encoding: 'buffer' })),
      });
    else if (status.isFile())
      this.#addReadOnly(path, 'mounts beside it keep its directory from being a layer');
    else this.#leaveOut(path, 'it is neither file, directory nor link');
  }
  #addReadOnly(at, reason, isMapped = this.#mode === 'root') {
    this.#note(at, 'shown read-only', reason);
    const isRecursive = this.#mode === 'rootless'; // others may be locked to it
    this.#mounts.push({
      kind: 'bind',
      target: targetOf(at),
      source: at,
      isReadOnly: true,
      isRecursive,
      isMapped,
    });
  }
  #leaveOut(at, reason) {
    this.#leftOut.push(at);
    this.#note(at, 'left out', reason);
  }
  #note(at, used, reason) {
    this.#fallbacks.push({ wanted: `copy on write at ${quoteRaw(at)}`, used, reason });
  }
}
/** What the caller may not enter is shown shut, and holds nothing. */
function closedDirectory(target) {
  return { kind: 'tmpfs', target, options: ['mode=000', 'size=4k', 'nr_inodes=1'], isReadOnly: true };
}
/** None where the caller may not look: then no job of theirs may. */
function namesIn(directory) {
  try {
    return readdirSync(fsPath(directory), { encoding: 'latin1' });
  } catch (error) {
    if (hasErrno(error, 'EACCES')) return [];
    throw error;
  }
}
/** Why a mount cannot be looked into, such as a server that has lost it. */
function problemOf(at) {
  try {
    statSync(fsPath(at));
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
function targetOf(path) {
  return path.slice(1);
}
function tooManyPlaces(directory) {
  return new LayoverError(
    'LAYOVER_UNSUPPORTED',
    `The machine's root needs more than ${PLACES_MAX} overlays: there are mounts below ${quoteRaw(directory)}`,
    { hint: 'Run as root, where one overlay per mount is enough, or unmount what lies there.' },
  );
}
//# sourceMappingURL=plan-host.js.map
