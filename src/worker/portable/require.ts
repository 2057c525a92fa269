/** `require` of files of the view: Node looks for modules with calls of its own, which see the host alone. */
import Module from 'node:module';
import { posix } from 'node:path';
import { CODE_FOLDER } from '../code-folder.js';
import { isDirectory } from './layers.js';
import { resolveExports } from './package-exports.js';
import type { PortableView } from './view.js';

const ENDINGS: readonly string[] = ['', '.js', '.json', '.cjs', '/index.js', '/index.json'];

type FindPath = (request: string, paths: readonly string[] | null, isMain: boolean) => string | false;

export function installRequire(current: () => PortableView | undefined): void {
  const module = Module as unknown as { _findPath: FindPath };
  const findPath = module._findPath;
  module._findPath = (request, paths, isMain) => {
    const found = findPath(request, paths, isMain);
    const view = current();
    if (found !== false || view === undefined) return found;
    const places = posix.isAbsolute(request) ? [''] : (paths ?? []);
    for (const place of places) {
      const file = findIn(view, place, request);
      if (file !== undefined) return file;
    }
    return false;
  };
}

/** False where a package is there and shows nothing by that name. */
function findIn(view: PortableView, place: string, request: string): string | false | undefined {
  const isPath = posix.isAbsolute(request) || /^\.{1,2}(\/|$)/.test(request);
  const exported = isPath ? undefined : findExported(view, place, request);
  return exported ?? findModule(view, posix.resolve(place, request));
}

/** In a package with `exports`: the file, or that it shows none. Undefined where there are no `exports`. */
function findExported(view: PortableView, place: string, request: string): string | false | undefined {
  const [, name, rest = ''] = /^((?:@[^/]+\/)?[^/]+)(\/.*)?$/.exec(request) ?? [];
  if (name === undefined) return undefined;
  const folder = posix.resolve(place, name);
  const { exports: exported } = readPackage(view, folder);
  if (exported === undefined) return undefined;
  const target = resolveExports(exported, `.${rest}`);
  const file = target === undefined ? undefined : posix.resolve(folder, target);
  return file !== undefined && file.startsWith(`${folder}/`) && isFile(view, file) ? file : false;
}

function findModule(view: PortableView, path: string): string | undefined {
  if (path.startsWith(`${CODE_FOLDER}/`)) return undefined;
  const main = mainOf(view, path);
  const candidates = [
    ...ENDINGS.map((ending) => `${path}${ending}`),
    ...(main ? [posix.resolve(path, main)] : []),
  ];
  return candidates.find((candidate) => isFile(view, candidate));
}

function isFile(view: PortableView, path: string): boolean {
  try {
    return !isDirectory(view.get(path, 'stat').shown.found);
  } catch {
    return false;
  }
}

function mainOf(view: PortableView, path: string): string | undefined {
  const { main } = readPackage(view, path);
  return typeof main === 'string' ? main : undefined;
}

function readPackage(view: PortableView, folder: string): { main?: unknown; exports?: unknown } {
  const file = `${folder}/package.json`;
  if (!isFile(view, file)) return {};
  const text = view.host.readFileSync(Buffer.from(view.readable(file, 'open'), 'latin1'), 'utf8');
  return JSON.parse(text) as { main?: unknown; exports?: unknown };
}
