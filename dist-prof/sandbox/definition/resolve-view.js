/** What a job is to see, from its spec and its definition: every source made sure of, every place a path in the view. */
import { lstatSync, readlinkSync, realpathSync } from 'node:fs';
import { fsPath, hostPath, isBelow, quoteRaw, rawFromBytes, rawFromText } from '../../base/bytes-path.js';
import { hasErrno, LayoverError } from '../../base/errors.js';
import { parseSize } from '../../base/units.js';
import { storeIn } from '../../layers/store.js';
import { resolveHost } from '../host/resolve-host.js';
import { expandHome } from '../host/secrets.js';
import { tmpfsMount } from '../view/view.js';
import { showsMachine } from './definition.js';
import { resolveLowers } from './lowers.js';
export function resolveView(input) {
  if (showsMachine(input.definition)) return resolveMachine(input);
  const { spec, definition, project, mode, homePath } = input;
  const isMapped = mode === 'root';
  const words = [...(spec.lowers ?? []).map((word) => ({ word })), ...lowersOf(definition)];
  const lowers = resolveLowers(words, storeIn(homePath));
  const exposed = resolveExposed(definition, isMapped);
  const isEmpty = lowers.length === 0 && exposed.mounts.length === 0;
  if (isEmpty && project === undefined && spec.places === undefined) {
    const hint = 'Give a root file system with --lower DIR, or --sandbox build --project DIR.';
    throw usageError('There is nothing to run the command on', hint);
  }
  const mounts = [...exposed.mounts, ...resolveMounts(spec, isMapped), ...resolveHides(spec, definition)];
  const places = resolvePlaces(spec, storeIn(homePath));
  const shown = [
    ...lowers.map((lower) => ({ at: '', lower })),
    ...places.flatMap(({ at, lowers: own }) => own.map((lower) => ({ at, lower }))),
    ...(project ? [{ at: project.at, lower: project.source }] : []),
  ];
  return {
    lowers,
    project,
    places,
    links: exposed.links,
    mounts: [...mounts, ...hideHome([...shown, ...boundDirectories(mounts, homePath)], homePath)],
    mapsOwners: isMapped,
  };
}
function resolvePlaces({ places = [] }, store) {
  return places.map(({ at, lowers }) => ({
    at: targetOf(at),
    lowers: resolveLowers(
      lowers.map((word) => ({ word })),
      store,
    ),
  }));
}
/** This machine's root, in as many places as it has mounts; the project is where it lies. */
function resolveMachine({ spec, definition, mode, homePath }) {
  const isMapped = mode === 'root';
  if ((spec.lowers ?? []).length > 0 || lowersOf(definition).length > 0) {
    throw usageError(
      'The whole machine is the only lower there can be: it holds all others',
      'Leave the other lowers out, or show parts of the machine with `expose`, as sandboxes/build.yaml does.',
    );
  }
  const host = resolveHost({ spec, definition, mode, homePath });
  const mounts = [...host.mounts, ...resolveMounts(spec, isMapped), ...resolveHides(spec, definition)];
  boundDirectories(mounts, homePath);
  const [root, ...places] = host.places;
  const own = resolvePlaces(spec, storeIn(homePath));
  return {
    lowers: root?.lowers ?? [],
    mode: root?.mode,
    places: [...places.filter(({ at }) => !own.some((place) => place.at === at)), ...own],
    showsTmp: true,
    links: host.links,
    mounts,
    mapsOwners: isMapped,
    fallbacks: host.fallbacks,
  };
}
function lowersOf({ lowers = [], directory }) {
  return lowers.filter((lower) => lower !== 'host').map((word) => ({ word, base: directory }));
}
function resolveMounts({ binds = [], tmpfs = [] }, isMapped) {
  return [...binds.map((bind) => resolveBind(bind, isMapped)), ...tmpfs.map(resolveTmpfs)];
}
function resolveTmpfs({ target, size }) {
  const what = `the size of ${quoteRaw(rawOf(target))}`;
  return tmpfsMount(targetOf(target), size === undefined ? undefined : parseSize(size, what));
}
function resolveHides(spec, definition) {
  const paths = [...(definition.hide ?? []), ...(spec.hide ?? [])];
  return paths.map((path) => ({
    kind: 'hide',
    target: targetOf(typeof path === 'string' ? expandHome(path) : path),
  }));
}
/** `host` with `expose`: each path as it is on this machine, read-only; links stay links. What is absent is left out. */
function resolveExposed({ lowers = [], expose }, isMapped) {
  if (!lowers.includes('host')) return { links: [], mounts: [] };
  const links = [];
  const mounts = [];
  for (const path of expose ?? []) {
    const target = targetOf(path);
    const kind = kindOnHost(hostPath(path));
    if (kind === 'symlink' && !target.includes('/')) {
      links.push({ path: target, target: rawFromBytes(readlinkSync(path, { encoding: 'buffer' })) });
    } else if (kind !== 'absent') {
      mounts.push(resolveBind({ source: realpathSync(path), target: path }, isMapped));
    }
  }
  return { links, mounts };
}
function kindOnHost(path) {
  try {
    return lstatSync(fsPath(path)).isSymbolicLink() ? 'symlink' : 'other';
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return 'absent';
    throw error;
  }
}
// What rules a machine is never handed to a job by a bind: everything through `/`, the kernel, or the devices.
const UNSAFE_SOURCES = new Set(['/', '/proc', '/sys', '/dev', '/run/docker.sock', '/var/run/docker.sock']);
function resolveBind({ source, target = source, access = 'ro' }, isMapped) {
  const asked = hostPath(source);
  if (access !== 'ro' && access !== 'rw')
    throw usageError(`A bind is ro or rw, got ${JSON.stringify(access)}`);
  if (kindOnHost(asked) === 'absent') {
    throw new LayoverError(
      'LAYOVER_LOWER_MISSING',
      `The source of a bind, ${quoteRaw(asked)}, does not exist`,
    );
  }
  const real = rawFromBytes(realpathSync.native(fsPath(asked), { encoding: 'buffer' }));
  if (UNSAFE_SOURCES.has(real) || /^\/(proc|sys|dev)\//.test(real)) {
    throw usageError(
      `A bind of ${quoteRaw(real)} would hand the machine to the job`,
      'Bind the files that the job needs.',
    );
  }
  return {
    kind: 'bind',
    target: targetOf(target),
    source: real,
    isReadOnly: access !== 'rw',
    isRecursive: true,
    isMapped,
  };
}
/** What a bind shows may hold the state directory as well; bound itself, it would be the job's to write. */
function boundDirectories(mounts, homePath) {
  return mounts.flatMap((mount) => {
    if (mount.kind !== 'bind') return [];
    if (!isBelow(mount.source, homePath)) return [{ at: mount.target, lower: mount.source }];
    throw usageError(
      `A bind of ${quoteRaw(mount.source)} would show layover's own state to the job`,
      'Bind something outside the state directory, or set LAYOVER_HOME elsewhere.',
    );
  });
}
/** Where something that is shown holds the state directory, no job may see it. */
function hideHome(places, homePath) {
  return places.flatMap(({ at, lower }) => {
    const prefix = lower === '/' ? '/' : `${lower}/`;
    if (!homePath.startsWith(prefix)) return [];
    return [
      { kind: 'hide', target: targetOf(Buffer.from(`/${at}/${homePath.slice(prefix.length)}`, 'latin1')) },
    ];
  });
}
/** A place in the view, as a raw path without its leading slash. */
export function targetOf(path) {
  const raw = rawOf(path);
  const parts = raw.split('/').filter((part) => part !== '' && part !== '.');
  if (raw.startsWith('/') && !parts.includes('..')) return parts.join('/');
  throw usageError(`A place in the view is an absolute path without "..", got ${quoteRaw(raw)}`);
}
export function rawOf(path) {
  return typeof path === 'string' ? rawFromText(path) : rawFromBytes(path);
}
export function usageError(message, hint) {
  return new LayoverError('LAYOVER_USAGE', message, { hint });
}
//# sourceMappingURL=resolve-view.js.map
