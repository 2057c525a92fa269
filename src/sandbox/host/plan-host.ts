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
import {
  fsPath,
  type HostPath,
  isBelow,
  quoteRaw,
  type RawPath,
  rawFromBytes,
} from '../../base/bytes-path.js';
import { hasErrno, LayoverError } from '../../base/errors.js';
import type { Fallback } from '../../jail/receipt.js';
import type { Mount } from '../../overlay/mount.js';
import type { HostMount } from '../../tree/mount-table.js';
import { findMountProblem } from './answering.js';
import { findOwnPlaces, modeForCaller } from './own-places.js';

/** A directory of the machine's with a writable layer, at its own path. No lower: taken apart. */
export interface HostPlace {
  readonly at: RawPath;
  readonly lowers: readonly HostPath[];
  /** Of its root, where that is not as on the machine. */
  readonly mode?: number | undefined;
}

export interface HostView {
  /** The root first. */
  readonly places: readonly HostPlace[];
  readonly mounts: readonly Mount[];
  readonly links: ReadonlyArray<{ readonly path: RawPath; readonly target: RawPath }>;
  /** What is not there as it is outside. */
  readonly fallbacks: readonly Fallback[];
}

export interface HostRequest {
  readonly mode: 'root' | 'rootless';
  readonly mounts: readonly HostMount[];
  /** Shown as empty: nothing below is looked at. */
  readonly hidden: readonly HostPath[];
  /** Where the job is likely to write. */
  readonly wanted: readonly HostPath[];
}

// Made for each job, or of no meaning to one.
const NOT_SHOWN: readonly HostPath[] = ['/proc', '/sys', '/dev', '/run'] as HostPath[];

// What the kernel takes as a lower, maps owners of (not of ext2 and ext3), and keeps still while a job runs.
const LAYERABLE: ReadonlySet<string> = new Set([
  'ext4',
  'xfs',
  'btrfs',
  'f2fs',
  'tmpfs',
  'erofs',
  'squashfs',
]);
// Only a trigger, or a server that may be gone: touching it can wait for ever.
const NEVER_TOUCHED: ReadonlySet<string> = new Set(['autofs', 'nfs', 'nfs4', 'cifs', 'smb3', 'ceph', '9p']);
const PLACES_MAX = 128;

export function planHost(request: HostRequest): HostView {
  const shown = request.mounts.filter(
    ({ at }) => at !== '/' && ![...NOT_SHOWN, ...request.hidden].some((outer) => isBelow(at, outer)),
  );
  const plan = new HostPlan(shown, request.mode);
  if (request.mode === 'root') plan.addPlace('/' as HostPath);
  else plan.addWithout('/' as HostPath, [...shown.map(({ at }) => at), ...NOT_SHOWN]);
  for (const mount of shown) plan.addMount(mount);
  if (request.mode === 'rootless') plan.addOwnPlaces(request.wanted, [...NOT_SHOWN, ...request.hidden]);
  return plan.finish();
}

/** Collects a view, parents first. */
class HostPlan {
  readonly #mountPoints: ReadonlySet<string>;
  readonly #places: HostPlace[] = [];
  readonly #mounts: Mount[] = [];
  readonly #links: Array<{ path: RawPath; target: RawPath }> = [];
  readonly #fallbacks: Fallback[] = [];
  readonly #leftOut: HostPath[] = [];
  readonly #mode: HostRequest['mode'];

  constructor(shown: readonly HostMount[], mode: HostRequest['mode']) {
    this.#mountPoints = new Set(shown.map(({ at }) => at));
    this.#mode = mode;
  }

  addPlace(directory: HostPath): void {
    this.#push(directory, [directory]);
  }

  addMount({ at, type, isReadOnly }: HostMount): void {
    if (this.#leftOut.some((outer) => isBelow(at, outer))) return;
    const problem = NEVER_TOUCHED.has(type) ? `${type} may wait for ever` : findMountProblem(at, type);
    if (problem !== undefined) this.#leaveMountOut(at, problem);
    else if (!LAYERABLE.has(type)) this.#addReadOnly(at, `${type} cannot lie under an overlay`, false);
    else if (isReadOnly) this.#addReadOnly(at, 'it is read-only on this machine');
    else if (!statSync(fsPath(at)).isDirectory()) this.#addReadOnly(at, 'a single file is mounted there');
    else if (this.#mode === 'rootless') this.addWithout(at, [...this.#mountPoints] as HostPath[]);
    else this.addPlace(at);
  }

  /** One place where nothing is mounted below, else a place for each directory in it. */
  addWithout(directory: HostPath, mounted: readonly HostPath[]): void {
    const prefix = directory === '/' ? '/' : `${directory}/`;
    if (!mounted.some((at) => at.startsWith(prefix))) {
      this.addPlace(directory);
      return;
    }
    this.#push(directory, []);
    for (const name of namesIn(directory)) {
      this.#addPiece(`${prefix}${name}` as HostPath, mounted);
    }
    if (this.#places.length > PLACES_MAX) throw tooManyPlaces(directory);
  }

  addOwnPlaces(wanted: readonly HostPath[], without: readonly HostPath[]): void {
    const places = new Set(this.#places.map(({ at }) => `/${at}` as HostPath));
    for (const path of findOwnPlaces(wanted, places)) {
      if (![...without, ...this.#leftOut].some((outer) => isBelow(path, outer))) this.addPlace(path);
    }
  }

  finish(): HostView {
    return { places: this.#places, mounts: this.#mounts, links: this.#links, fallbacks: this.#fallbacks };
  }

  #push(directory: HostPath, lowers: readonly HostPath[]): void {
    const mode = this.#mode === 'rootless' ? modeForCaller(directory) : undefined;
    const at = targetOf(directory);
    if (mode !== undefined && (mode & 0o700) === 0) this.#mounts.push(emptyDirectory(at, '000'));
    else this.#places.push({ at, lowers, mode });
  }

  #addPiece(path: HostPath, mounted: readonly HostPath[]): void {
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

  #addReadOnly(at: HostPath, reason: string, isMapped = this.#mode === 'root'): void {
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

  /**
   * Nothing can be written where it is: neither could a commit put that there, nor the diff look at what it would lie on.
   * Rootless, its place is a stub in a directory that was taken apart.
   */
  #leaveMountOut(at: HostPath, reason: string): void {
    const target = targetOf(at);
    this.#mounts.push(this.#mode === 'root' ? { kind: 'hide', target } : emptyDirectory(target, '555'));
    this.#leaveOut(at, reason);
  }

  #leaveOut(at: HostPath, reason: string): void {
    this.#leftOut.push(at);
    this.#note(at, 'left out', reason);
  }

  #note(at: HostPath, used: string, reason: string): void {
    this.#fallbacks.push({ wanted: `copy on write at ${quoteRaw(at)}`, used, reason });
  }
}

/** Also for what the caller may not enter, which is shown shut. */
function emptyDirectory(target: RawPath, mode: '000' | '555'): Mount {
  return { kind: 'tmpfs', target, options: [`mode=${mode}`, 'size=4k', 'nr_inodes=1'], isReadOnly: true };
}

/** None where the caller may not look: then no job of theirs may. */
function namesIn(directory: HostPath): string[] {
  try {
    return readdirSync(fsPath(directory), { encoding: 'latin1' });
  } catch (error) {
    if (hasErrno(error, 'EACCES')) return [];
    throw error;
  }
}

function targetOf(path: HostPath): RawPath {
  return path.slice(1) as RawPath;
}

function tooManyPlaces(directory: HostPath): LayoverError {
  return new LayoverError(
    'LAYOVER_UNSUPPORTED',
    `The machine's root needs more than ${PLACES_MAX} overlays: there are mounts below ${quoteRaw(directory)}`,
    { hint: 'Run as root, where one overlay per mount is enough, or unmount what lies there.' },
  );
}
