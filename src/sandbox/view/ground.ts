/**
 * What a mounted view has already looked at, in a form that can be compared. An overlay reads its lowers when somebody
 * asks, but for what it was mounted with: each lower's own directory, and the way to whatever is mounted in the view.
 * A view that is mounted ahead may be used only while all that is as it was (overlayfs.rst, "Changes to underlying
 * filesystems"); so may the mounts below, of which it has copies.
 */
import { lstatSync, readFileSync } from 'node:fs';
import { componentsOf, fsPath, type HostPath, isBelow, type RawPath } from '../../base/bytes-path.js';
import type { PlacePlan, ViewPlan } from './view.js';

/** Beyond these, looking takes longer than what was made ahead saves. */
const PATHS_MAX = 64;
const MOUNTS_BYTES_MAX: number = 64 << 10;

/** Undefined where there is too much to look at. */
export function describeGround({ places, mounts }: ViewPlan): string | undefined {
  const targets = [...places.map(({ at }) => at), ...mounts.map(({ target }) => target)];
  const paths = new Set(places.flatMap((place) => pathsOf(place, targets)));
  const sources = mounts.flatMap((mount) => (mount.kind === 'bind' ? [mount.source] : []));
  if (paths.size + sources.length > PATHS_MAX) return undefined;
  const table = readFileSync('/proc/self/mountinfo', 'latin1');
  if (table.length > MOUNTS_BYTES_MAX) return undefined;
  return [...[...paths].map(describeWay), ...sources.map(describeSource), table].join('\n');
}

/** Each lower of a place, and in it each step to what is mounted there. */
function pathsOf({ at, lowers }: PlacePlan, targets: readonly RawPath[]): HostPath[] {
  const within = targets.filter((target) => target !== at && isBelow(target, at));
  const steps = within.flatMap((target) => stepsTo(target.slice(at === '' ? 0 : at.length + 1) as RawPath));
  return lowers.flatMap((lower) => [lower, ...steps.map((step) => `${lower}/${step}` as HostPath)]);
}

function stepsTo(path: RawPath): string[] {
  const parts = componentsOf(path);
  return parts.map((_part, index) => parts.slice(0, index + 1).join('/'));
}

/** Its time of change stands for mode, owner, attributes and entries. */
function describeWay(path: HostPath): string {
  const status = lstatSync(fsPath(path), { bigint: true, throwIfNoEntry: false });
  return status === undefined ? '' : `${status.dev} ${status.ino} ${status.ctimeNs}`;
}

/** A bind shows what lies below it as it is; it only has to be the same directory. */
function describeSource(path: HostPath): string {
  const status = lstatSync(fsPath(path), { bigint: true, throwIfNoEntry: false });
  return status === undefined ? '' : `${status.dev} ${status.ino}`;
}
