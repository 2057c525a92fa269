/** The lowers as a user names them, made sure of before anything starts. */
import { existsSync, realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { fsPath, hostPath, isBelow, quoteRaw, rawFromBytes } from '../../base/bytes-path.js';
import { hasErrno, LayoverError, messageOf } from '../../base/errors.js';
import { findRef, isRefName } from '../../layers/refs.js';
import { directoriesOf, isLayerWord, resolveChain } from '../../layers/resolve-layer.js';
/**
 * Real paths, the topmost first. The name of a layer stands for its whole chain, `sha256:ID` for one layer alone.
 * A lower that stands twice is taken once, at its first place: all that it shows lies there already. A missing one, one that is no directory, and one inside another are errors that name it.
 */
export function resolveLowers(given, store) {
  const lowers = [];
  const seen = new Set();
  for (const path of given.flatMap((lower) => directoriesOfLower(lower, store))) {
    const { real, identity } = resolveDirectory(path, 'lower');
    if (!seen.has(identity)) lowers.push(real);
    seen.add(identity);
  }
  refuseNested(lowers);
  return lowers;
}
/** A path, a name of the store, or the id of a layer. What could be both a path and a name is refused. */
function directoriesOfLower({ word, base = '.' }, store) {
  if (typeof word !== 'string') return [hostPath(word)];
  const path = hostPath(resolve(base, word));
  if (isLayerWord(word)) return directoriesOf(store, resolveChain(store, word));
  const ref = isRefName(word) ? findRef(store, word) : undefined;
  if (ref === undefined) return [path];
  if (!existsSync(fsPath(path))) return directoriesOf(store, ref.chain);
  throw new LayoverError(
    'LAYOVER_USAGE',
    `The lower ${word} is a name in the store, and a path here as well`,
    {
      hint: `Write ./${word} for the path; for the layer, start from another directory.`,
    },
  );
}
// Only `.native` takes bytes: plain realpathSync makes text of them.
/** The real path of a directory, and what it is whatever its name. `what` names it in the error. */
export function resolveDirectory(path, what) {
  try {
    const real = rawFromBytes(realpathSync.native(fsPath(path), { encoding: 'buffer' }));
    const { dev, ino } = requireDirectory(real, what);
    return { real, identity: `${dev}:${ino}` };
  } catch (cause) {
    if (cause instanceof LayoverError) throw cause;
    const reason = hasErrno(cause, 'ENOENT') ? 'does not exist' : `cannot be used: ${messageOf(cause)}`;
    throw new LayoverError('LAYOVER_LOWER_MISSING', `The ${what} ${quoteRaw(path)} ${reason}`, { cause });
  }
}
function requireDirectory(real, what) {
  const status = statSync(fsPath(real), { bigint: true });
  if (status.isDirectory()) return status;
  throw new LayoverError('LAYOVER_LOWER_INVALID', `The ${what} ${quoteRaw(real)} is not a directory`, {
    hint: 'Give the directory it lies in; a single file can be shown with --bind.',
  });
}
/** The kernel refuses overlapping layers with a bare ELOOP; this says which. */
function refuseNested(lowers) {
  const sorted = [...lowers].sort((a, b) => a.length - b.length);
  for (const [index, inner] of sorted.entries()) {
    const outer = sorted.slice(0, index).find((other) => isBelow(inner, other === '/' ? '' : other));
    if (outer === undefined) continue;
    throw new LayoverError(
      'LAYOVER_LOWER_INVALID',
      `The lower ${quoteRaw(inner)} lies inside the lower ${quoteRaw(outer)}`,
      {
        hint: 'Overlapping lowers have no defined meaning to the kernel: copy one of them elsewhere.',
      },
    );
  }
}
//# sourceMappingURL=lowers.js.map
