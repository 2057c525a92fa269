/** What every kind of commit asks of a choice of changes. */
import { isBelow, quoteRaw, ROOT_PATH } from '../../base/bytes-path.js';
import { LayoverError } from '../../base/errors.js';
import { matcherOf } from '../../commit/choose.js';
import { enforceRules } from '../../commit/rules.js';
import { findTypeInView } from '../../diff/find-in-view.js';
/**
 * Throws where `from` is no directory of the view, where `only` and `except` leave none of the changes there are, and
 * where those that are chosen break a rule of the sandbox.
 */
export function checkChoice(input, changes) {
  const { from = ROOT_PATH } = input;
  requireDirectory(input, from, changes);
  const below = changes.filter(({ path }) => isBelow(path, from));
  const includes = matcherOf(input);
  const chosen = includes ? below.filter(({ path }) => includes(path)) : below;
  enforceRules(chosen, input.rules);
  if (chosen.length > 0 || below.length === 0) return;
  const message = `None of the ${below.length} changes is chosen by ${describe(input)}`;
  throw new LayoverError('LAYOVER_USAGE', message, {
    hint: `Globs are of paths in the view, such as ${quoteRaw(below[0]?.path ?? ROOT_PATH)}.`,
  });
}
function requireDirectory({ parts, mountPoints }, from, changes) {
  if (from === '' || mountPoints.includes(from) || isDirectory(parts, from)) return;
  // What the job itself removed has an error of its own, which says so.
  const isGone = changes.some((change) => isBelow(from, change.path) && change.after?.type !== 'directory');
  if (!isGone) throw noSuchPlace(from, parts);
}
function isDirectory(parts, from) {
  const around = parts.filter(({ at }) => isBelow(from, at)).sort((a, b) => b.at.length - a.at.length);
  const [part] = around;
  if (part === undefined) return false;
  const rest = part.at === '' ? from : from.slice(part.at.length + 1);
  return findTypeInView(part, rest) === 'directory';
}
function noSuchPlace(from, parts) {
  const places = parts.map(({ at }) => quoteRaw(`/${at}`)).join(', ');
  return new LayoverError('LAYOVER_USAGE', `${quoteRaw(from)} is no directory of the job's view`, {
    hint: `--from takes a directory as the job saw it; its writable places are ${places}.`,
  });
}
function describe({ only = [], except = [] }) {
  const shown = (name, globs) => globs.map((glob) => `${name} ${JSON.stringify(glob)}`);
  return [...shown('--only', only), ...shown('--except', except)].join(' ');
}
//# sourceMappingURL=check-choice.js.map
