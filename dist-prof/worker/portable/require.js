/** `require` of files of the view: Node looks for modules with calls of its own, which see the host alone. */
import Module from 'node:module';
import { posix } from 'node:path';
import { CODE_FOLDER } from '../code-folder.js';
import { isDirectory } from './layers.js';

const ENDINGS = ['', '.js', '.json', '.cjs', '/index.js', '/index.json'];
export function installRequire(current) {
  const module = Module;
  const findPath = module._findPath;
  module._findPath = (request, paths, isMain) => {
    const found = findPath(request, paths, isMain);
    const view = current();
    if (found !== false || view === undefined) return found;
    const places = posix.isAbsolute(request) ? [''] : (paths ?? []);
    for (const place of places) {
      const file = findModule(view, posix.resolve(place, request));
      if (file !== undefined) return file;
    }
    return false;
  };
}
function findModule(view, path) {
  if (path.startsWith(`${CODE_FOLDER}/`)) return undefined;
  const main = mainOf(view, path);
  const candidates = [
    ...ENDINGS.map((ending) => `${path}${ending}`),
    ...(main ? [posix.resolve(path, main)] : []),
  ];
  return candidates.find((candidate) => isFile(view, candidate));
}
function isFile(view, path) {
  try {
    return !isDirectory(view.get(path, 'stat').shown.found);
  } catch {
    return false;
  }
}
function mainOf(view, path) {
  const file = `${path}/package.json`;
  if (!isFile(view, file)) return undefined;
  const text = view.host.readFileSync(Buffer.from(view.readable(file, 'open'), 'latin1'), 'utf8');
  const { main } = JSON.parse(text);
  return typeof main === 'string' ? main : undefined;
}
//# sourceMappingURL=require.js.map
