/**
 * What of the host a job's module needs to be loaded: its package, and the `node_modules` above it, where Node looks for
 * what it imports. They are shown read-only in the view, each below one folder by its path on the host, so that what
 * is relative stays so.
 */
import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hasErrno, LayoverError, messageOf } from '../base/errors.js';
import { CODE_FOLDER } from './code-folder.js';
/** `FILE` or `FILE#EXPORT`. A root never holds `avoid`, the state directory: the module's own folder has to do then. */
export function resolveCode(worker, avoid) {
  const { path, exportName } = splitWorker(worker);
  const { file, version } = findFile(path, worker);
  const roots = findRoots(dirname(file)).filter((root) => !isBelow(avoid, root));
  const all = roots.some((root) => isBelow(file, root)) ? roots : [...roots, dirname(file)];
  return {
    module: { file: viewPathOf(file), exportName, version },
    label: exportName === 'default' ? path : `${path}#${exportName}`,
    roots: all.filter((root) => !all.some((other) => other !== root && isBelow(root, other))),
  };
}
/** Where a directory of the host's is shown. */
export function viewPathOf(path) {
  return `${CODE_FOLDER}${path}`;
}
function splitWorker(worker) {
  const at = worker.lastIndexOf('#');
  if (at <= 0 || existsSync(worker)) return { path: worker, exportName: 'default' };
  return { path: worker.slice(0, at), exportName: worker.slice(at + 1) || 'default' };
}
function findFile(path, worker) {
  try {
    const file = realpathSync(path);
    const { mtimeNs, ino, size } = statSync(file, { bigint: true });
    if (!statSync(file).isFile()) throw new Error('it is no file');
    return { file, version: `${mtimeNs}-${ino}-${size}` };
  } catch (cause) {
    const reason = hasErrno(cause, 'ENOENT') ? 'there is no such file' : messageOf(cause);
    throw new LayoverError(
      'LAYOVER_USAGE',
      `The worker ${JSON.stringify(worker)} cannot be used: ${reason}`,
      {
        cause,
        hint: 'Give the path of a module that exports a function: FILE, or FILE#EXPORT.',
      },
    );
  }
}
/** The nearest directory that is a package, else the module's own; and each node_modules above. */
function findRoots(folder) {
  const above = parentsOf(folder).filter((directory) => directory !== '/');
  const nearest = above.find((directory) => existsSync(join(directory, 'package.json')));
  const modules = parentsOf(folder).map((directory) => join(directory, 'node_modules'));
  return [nearest ?? folder, ...modules.filter((directory) => existsSync(directory))];
}
function parentsOf(folder) {
  const parents = [folder];
  for (let at = folder; at !== '/'; at = dirname(at)) parents.push(dirname(at));
  return parents;
}
function isBelow(path, folder) {
  return path === folder || path.startsWith(`${folder}/`);
}
//# sourceMappingURL=code-roots.js.map
