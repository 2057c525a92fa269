/** Committing to a layer, as the tree host does it. */
import { quoteRaw, ROOT_PATH } from '../../base/bytes-path.js';
import { LayoverError } from '../../base/errors.js';
import { checkChoice } from './check-choice.js';
import { placeOf, rebase } from './commit-places.js';
/** A layer lies on the lowers of one place, so it holds the changes of one place: `from`, by default the root. */
export async function commitPlace(input, { readView, onProgress }) {
  const { commitLayer } = await import('../../layers/commit-layer.js');
  const { part, changes } = await readPlace(input, readView);
  const { store, style, name, createdBy } = input;
  const { record, isNew } = commitLayer(changes, { store, style, name, createdBy, part, onProgress });
  const { id, bytes } = record;
  return {
    layer: `sha256:${id}`,
    isNew,
    applied: changes.length,
    bytes,
    skipped: [],
    stripped: [],
    privileged: [],
  };
}
/** The place that was chosen, and what was chosen of its changes, from its own root. */
export async function readPlace(input, readView) {
  const { matcherOf } = await import('../../commit/choose.js');
  const part = findPlace(input);
  const includes = matcherOf(input) ?? (() => true);
  const read = readView(input);
  checkChoice(input, read);
  const all = read.filter(({ path }) => includes(path));
  if (input.from === undefined) refuseOtherPlaces(all, input.parts, part);
  const changes = all.flatMap((change) =>
    placeOf(change.path, input.parts) === part ? [rebase(change, part)] : [],
  );
  return { part, changes };
}
function findPlace({ parts, from = ROOT_PATH }) {
  const part = parts.find(({ at }) => at === from);
  if (part !== undefined) return part;
  const places = parts.map(({ at }) => quoteRaw(`/${at}`));
  throw new LayoverError(
    'LAYOVER_USAGE',
    `A layer is made of one place of the job; ${quoteRaw(from)} is none`,
    {
      hint: `This job has: ${places.join(', ')}`,
    },
  );
}
function refuseOtherPlaces(changes, parts, part) {
  const stray = changes.find(({ path }) => placeOf(path, parts) !== part);
  const other = stray && placeOf(stray.path, parts);
  if (stray === undefined || other === undefined) return;
  const message = `The job changed ${quoteRaw(stray.path)} as well, which does not lie on the lowers of its root`;
  throw new LayoverError('LAYOVER_USAGE', message, {
    hint: `Choose one place with --from / or --from /${quoteRaw(other.at)}, and commit the other as you like.`,
  });
}
//# sourceMappingURL=commit-place.js.map
