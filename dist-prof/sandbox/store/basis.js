/** What a sandbox stands on, told apart by how it can be known again: layers by their ids, directories by what is in them. */
import { lstatSync, realpathSync } from 'node:fs';
import { fsPath, hostPath, isBelow, rawFromBytes } from '../../base/bytes-path.js';
import { hasErrno } from '../../base/errors.js';
import { findLayerOf, storeIn } from '../../layers/store.js';
import { resolveLowers } from '../definition/lowers.js';
import { readDefinition } from '../definition/read-definition.js';
/** `homePath`: the state directory, in whose store names are looked up. */
export async function findBasis(sandbox, homePath) {
  const definition = await readDefinition(sandbox);
  const store = storeIn(hostPath(homePath));
  const { lowers = [], directory, expose, project = '/work', seccomp } = definition;
  const words = lowers.filter((word) => word !== 'host').map((word) => ({ word, base: directory }));
  const resolved = resolveLowers(words, store);
  const layers = words.flatMap((one) => {
    const ids = resolveLowers([one], store).flatMap((path) => findLayerOf(store, path) ?? []);
    return ids.length === 0 ? [] : [{ word: one.word, ids }];
  });
  const directories = resolved.filter((path) => findLayerOf(store, path) === undefined);
  const isFile = seccomp !== undefined && seccomp !== 'default' && seccomp !== 'off';
  const files = isFile ? [hostPath(seccomp, directory)] : [];
  return {
    definition,
    project,
    layers,
    trees: withoutInner([
      ...directories,
      ...files,
      ...(lowers.includes('host') ? shownPaths(expose ?? []) : []),
    ]),
    isWholeHost: lowers.includes('host') && expose === undefined,
  };
}
/** Of each path that is there: itself, and what it leads to. */
function shownPaths(expose) {
  return expose.flatMap((path) => {
    const own = hostPath(path);
    try {
      const real = rawFromBytes(realpathSync.native(fsPath(own), { encoding: 'buffer' }));
      // A link at the root is shown as the link it is.
      const isLink = lstatSync(fsPath(own)).isSymbolicLink();
      if (isLink && !own.slice(1).includes('/')) return [own];
      return isLink ? [own, real] : [real];
    } catch (error) {
      if (hasErrno(error, 'ENOENT')) return [];
      throw error;
    }
  });
}
function withoutInner(paths) {
  const unique = [...new Set(paths)].sort();
  return unique.filter((path) => !unique.some((other) => other !== path && isBelow(path, other)));
}
//# sourceMappingURL=basis.js.map
