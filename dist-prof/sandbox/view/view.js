/**
 * What a job sees, as data: the places with a writable layer, and every other mount, in the order they are made.
 *
 *   /            overlay: the lowers, the job's upper
 *   /work        overlay: the project's folder, an upper of its own     (where there is a project)
 *   /usr ...     binds, read-only but where asked                        (--bind, `expose`)
 *   /tmp /run    the job's own tmpfs; /proc /sys /dev made for it        (in no diff)
 *
 * A mount needs a place that exists. Where the lowers have none, a stub in a lower of ours shows it (skeleton.c), so
 * neither the lowers nor the upper ever hold one. A symlink on the way is refused: it could lead a mount anywhere.
 */
import { lstatSync } from 'node:fs';
import {
  compareRaw,
  componentsOf,
  fsPath,
  isBelow,
  joinRaw,
  quoteRaw,
  ROOT_PATH,
} from '../../base/bytes-path.js';
import { LayoverError } from '../../base/errors.js';
import { findInLowers } from './lower-union.js';

const SHM_OPTIONS = ['mode=1777', 'size=256m', 'nr_inodes=64k'];
// What tells of the machine or reaches it, beyond what the job's own namespaces answer for. Absent ones are passed over.
const PROC_HIDDEN = (
  'acpi asound bus driver dynamic_debug fs interrupts irq kallsyms kcore key-users keys kmsg kpagecgroup kpagecount ' +
  'kpageflags latency_stats sched_debug scsi sysrq-trigger timer_list timer_stats vmcore'
).split(' ');
const PROC_MASKS = ['readonly:sys', ...PROC_HIDDEN.map((name) => `hide:${name}`)];
const STANDARD_MOUNTS = [
  { kind: 'proc', target: 'proc', masks: PROC_MASKS },
  {
    kind: 'tmpfs',
    target: 'sys',
    options: ['mode=555', 'size=4k', 'nr_inodes=1'],
    isReadOnly: true,
  },
  { kind: 'tmpfs', target: 'tmp', options: ['mode=1777', 'size=50%'] },
  { kind: 'tmpfs', target: 'run', options: ['mode=755', 'size=64m', 'nr_inodes=16k'] },
  { kind: 'dev', target: 'dev', sharedMemory: SHM_OPTIONS },
];
export function planView(request) {
  const hides = request.mounts.filter((mount) => mount.kind === 'hide');
  const standard = STANDARD_MOUNTS.filter(({ target }) => !(request.showsTmp && target === 'tmp'));
  const mounts = sortMounts([...standard, ...request.mounts.filter((mount) => mount.kind !== 'hide')]);
  const bare = [{ at: ROOT_PATH, lowers: request.lowers, mode: request.mode }, ...(request.places ?? [])];
  if (request.project) bare.push({ at: request.project.at, lowers: [request.project.source] });
  refuseSharedTargets(mounts, bare);
  const places = bare.map((place) => ({
    ...place,
    stubs: planStubs(place, { mounts, request, places: bare }),
  }));
  return {
    places,
    mounts: [...mounts, ...hides],
    mountPoints: places.flatMap(({ at, stubs }) => stubs.map(({ path }) => joinRaw(at, path))),
  };
}
/** Parents first. A tmpfs of the user's takes the place of a standard one. */
function sortMounts(mounts) {
  const byTarget = new Map();
  const repeated = [];
  for (const mount of mounts) {
    const earlier = byTarget.get(mount.target);
    if (earlier && !(earlier.kind === 'tmpfs' && mount.kind === 'tmpfs')) repeated.push(mount);
    byTarget.set(mount.target, mount);
  }
  const [again] = repeated;
  if (again) throw targetError(again.target, 'is given to two mounts', 'Give each its own place.');
  return [...byTarget.values()].sort((a, b) => compareRaw(a.target, b.target));
}
function refuseSharedTargets(mounts, places) {
  const twice = places.find(({ at }, index) => places.findIndex((other) => other.at === at) !== index);
  if (twice !== undefined) throw targetError(twice.at, 'is given to two places', 'Give each its own.');
  const shared = mounts.find(({ target }) => places.some(({ at }) => at === target));
  if (shared)
    throw targetError(
      shared.target,
      'is where the view has a writable layer',
      'Mount below it, or elsewhere.',
    );
}
/** The stubs of one place: for each mount whose innermost surrounding mount is that place. */
function planStubs(place, { mounts, request, places }) {
  const stubs = new Map();
  const inner = places.filter(({ at }) => at !== place.at && isBelow(at, place.at));
  const wanted = [
    ...inner.map(({ at }) => ({ target: at, type: 'directory' })),
    ...mounts.map((mount) => ({ target: mount.target, type: stubType(mount) })),
  ];
  for (const { target, type } of wanted) {
    if (surroundingOf(target, mounts, places) !== place.at) continue;
    for (const stub of stubsFor(place, { target, type }, request)) stubs.set(stub.path, stub);
  }
  for (const { path, target } of request.links) {
    if (surroundingOf(path, mounts, places) !== place.at) continue;
    const below = relativeTo(place, path);
    stubs.set(below, { path: below, target, type: 'symlink', mode: 0o777, uid: 0, gid: 0 });
  }
  return [...stubs.values()].sort((a, b) => compareRaw(a.path, b.path));
}
function stubType(mount) {
  return mount.kind === 'bind' && !lstatSync(fsPath(mount.source)).isDirectory() ? 'file' : 'directory';
}
/** The innermost mount around `target`; where that is no writable place, its own tree must have the target. */
function surroundingOf(target, mounts, places) {
  const around = [...mounts.map((mount) => mount.target), ...places.map(({ at }) => at)];
  const innermost = around
    .filter((at) => at !== target && isBelow(target, at))
    .reduce((best, at) => (at.length > best.length ? at : best), ROOT_PATH);
  const mount = mounts.find((one) => one.target === innermost);
  if (mount && mount.kind !== 'bind') {
    throw targetError(
      target,
      `lies in /${quoteRaw(innermost)}, which starts empty`,
      'Choose a place outside it.',
    );
  }
  return innermost;
}
/** The stubs that show `target` in a place: none where the lowers show the whole path, else all of its components. */
function stubsFor(place, wanted, request) {
  const below = relativeTo(place, wanted.target);
  const paths = componentsOf(below).map((_name, index, all) => all.slice(0, index + 1).join('/'));
  let isMissing = place.at === '' && STANDARD_NAMES.has(wanted.target);
  const stubs = paths.map((path) => {
    const type = path === below ? wanted.type : 'directory';
    const shown = isMissing ? undefined : findShown(place, path);
    if (shown && shown.type !== type) {
      const problem = `needs a ${type} at /${quoteRaw(path)}, where the lowers have a ${shown.type}`;
      throw targetError(wanted.target, problem);
    }
    isMissing ||= shown === undefined;
    return { path, type, ...ownershipOf(shown, request.mapsOwners) };
  });
  return isMissing ? stubs : [];
}
function relativeTo({ at }, path) {
  return path.slice(at === '' ? 0 : at.length + 1);
}
/** A stub over a directory of the lowers looks like it; a new one is root's. */
function ownershipOf(shown, mapsOwners) {
  const { mode, uid, gid } = shown ?? { mode: 0o755, uid: 0, gid: 0 };
  return mapsOwners ? { mode, uid: insideId(uid), gid: insideId(gid) } : { mode, uid: 0, gid: 0 };
}
// Always of ours, whatever the lowers have there: an image's /dev may be a link to anywhere.
const STANDARD_NAMES = new Set(STANDARD_MOUNTS.map(({ target }) => target));
/** Ids beyond the job's 65,536 show as nobody's; a stub of theirs is root's. */
function insideId(id) {
  return id < 65_536 ? id : 0;
}
function findShown({ lowers }, path) {
  const status = findInLowers(lowers, path);
  if (status === undefined) return undefined;
  const type = status.isDirectory()
    ? 'directory'
    : status.isSymbolicLink()
      ? 'symlink'
      : status.isFile()
        ? 'file'
        : 'other';
  return { type, mode: status.mode & 0o7777, uid: status.uid, gid: status.gid };
}
function targetError(target, problem, hint) {
  return new LayoverError('LAYOVER_MOUNT_TARGET', `The place /${quoteRaw(target)} ${problem}`, { hint });
}
/** How big a tmpfs may get; without a size the kernel's own half of memory. */
export function tmpfsMount(target, sizeBytes) {
  const options = ['mode=1777', ...(sizeBytes === undefined ? [] : [`size=${sizeBytes}`])];
  return { kind: 'tmpfs', target, options };
}
//# sourceMappingURL=view.js.map
