/** Finds what a path of the view stands for, component by component, links followed within the view. */
import { AT_FDCWD, S_IFLNK, S_IFMT } from '../../native/constants.js';
import { syscalls } from '../../native/syscalls.js';
import { fileError } from './host-files.js';

const LINKS_MAX = 40;
export class Walker {
  #layers;
  #places;
  constructor(layers, places) {
    this.#layers = layers;
    this.#places = new Map(places.map(({ at, stack }) => [at, stack]));
  }
  /** Names of places in a directory of the view. */
  placesIn(path) {
    const prefix = path === '/' ? '' : `${path.slice(1)}/`;
    const names = [...this.#places.keys()]
      .filter((at) => at !== '' && at.startsWith(prefix))
      .map((at) => at.slice(prefix.length).split('/')[0] ?? '');
    return [...new Set(names)].filter((name) => name !== '');
  }
  isPlace(path) {
    return this.#places.has(path.slice(1));
  }
  walk(request) {
    const { path, cwd, syscall } = request;
    if (path === '') throw fileError('ENOENT', syscall, path);
    const way = {
      rest: componentsOf(path.startsWith('/') ? path : `${cwd}/${path}`),
      steps: [this.#root()],
      links: 0,
      hasSlash: /\/\.?$/.test(path),
    };
    for (;;) {
      const name = way.rest.shift();
      if (name === undefined) return this.#here(way.steps, way.hasSlash);
      const end = name === '..' ? this.#goUp(way) : this.#goDown(way, name, request);
      if (end) return end;
    }
  }
  #goUp({ steps }) {
    if (steps.length > 1) steps.pop();
  }
  /** Answers where the walk has come to its end. */
  #goDown(way, name, request) {
    const { path, syscall } = request;
    const shown = this.#enter(way.steps, name);
    if (this.#followed(way, shown, request)) return undefined;
    if (shown?.kind === 'directory') {
      way.steps.push({ name, stack: shown.stack });
      return undefined;
    }
    const isLast = way.rest.length === 0;
    if (shown && (!isLast || way.hasSlash)) throw fileError('ENOTDIR', syscall, path);
    if (!isLast) throw fileError('ENOENT', syscall, path);
    const { steps, hasSlash } = way;
    return { steps, name, shown, path: pathOf(steps, name), hasSlash };
  }
  /** Puts a link's target in its place; false where it is none, or meant itself. */
  #followed(way, shown, { path, follows, syscall }) {
    if (shown?.kind !== 'other' || !isLink(shown)) return false;
    if (way.rest.length === 0 && !follows && !way.hasSlash) return false;
    way.links += 1;
    if (way.links > LINKS_MAX) throw fileError('ELOOP', syscall, path);
    const target = syscalls.readlink(AT_FDCWD, shown.file);
    if (target.startsWith('/')) way.steps = [this.#root()];
    way.rest.unshift(...componentsOf(target));
    return true;
  }
  /** The walk ended in a directory. */
  #here(steps, hasSlash) {
    const last = steps.at(-1);
    const above = steps.length > 1 ? steps.slice(0, -1) : steps;
    const path = pathOf(steps.slice(0, -1), last.name);
    const top = last.stack.upper ?? last.stack.lowers[0] ?? '/';
    const shown = { kind: 'directory', stack: last.stack, found: syscalls.stat(AT_FDCWD, top) };
    return { steps: above, name: last.name, shown, path: path === '' ? '/' : path, hasSlash };
  }
  #enter(steps, name) {
    const place = this.#places.get(pathOf(steps, name).slice(1));
    if (place === undefined) return this.#layers.find(steps.at(-1).stack, name);
    const top = place.upper ?? place.lowers[0] ?? '/';
    return { kind: 'directory', stack: place, found: syscalls.stat(AT_FDCWD, top) };
  }
  #root() {
    return { name: '', stack: this.#places.get('') };
  }
}
function componentsOf(path) {
  return path.split('/').filter((name) => name !== '' && name !== '.');
}
function pathOf(steps, name) {
  const names = [...steps.map((step) => step.name), name].filter((one) => one !== '');
  return `/${names.join('/')}`;
}
function isLink({ found }) {
  return (found.mode & S_IFMT) === S_IFLNK;
}
//# sourceMappingURL=walk.js.map
