/** Committing to a layer, as the tree host does it. */
import { quoteRaw, type RawPath, ROOT_PATH } from '../../base/bytes-path.js';
import { LayoverError } from '../../base/errors.js';
import type { CommitReport } from '../../commit/report.js';
import type { Change } from '../../diff/change.js';
import type { LayerStore, LayerStyle } from '../../layers/store.js';
import type { Part } from '../../overlay/part.js';
import { checkChoice } from './check-choice.js';
import { placeOf, rebase } from './commit-places.js';
import type { CommitChoice, ViewChanges } from './view-changes.js';

export interface CommitLayerInput extends ViewChanges, CommitChoice {
  readonly store: LayerStore;
  readonly style: LayerStyle;
  readonly name: string;
  readonly createdBy?: string | undefined;
}

/** What became of the changes, and of which layer. */
export interface LayerReport extends CommitReport {
  /** `sha256:<id>`. */
  readonly layer: string;
  /** False where the store had it already. */
  readonly isNew: boolean;
}

interface Tools {
  readonly readView: (view: ViewChanges) => Change[];
  readonly onProgress: (done: number, total: number) => void;
}

/** A layer lies on the lowers of one place, so it holds the changes of one place: `from`, by default the root. */
export async function commitPlace(
  input: CommitLayerInput,
  { readView, onProgress }: Tools,
): Promise<LayerReport> {
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
export async function readPlace(
  input: ViewChanges & CommitChoice,
  readView: Tools['readView'],
): Promise<{ readonly part: Part; readonly changes: Change[] }> {
  const { matcherOf } = await import('../../commit/choose.js');
  const part = findPlace(input);
  const includes = matcherOf(input) ?? ((): boolean => true);
  const read = readView(input);
  checkChoice(input, read);
  const all = read.filter(({ path }) => includes(path));
  if (input.from === undefined) refuseOtherPlaces(all, input.parts, part);
  const changes = all.flatMap((change) =>
    placeOf(change.path, input.parts) === part ? [rebase(change, part)] : [],
  );
  return { part, changes };
}

function findPlace({ parts, from = ROOT_PATH }: ViewChanges & CommitChoice): Part {
  const part = parts.find(({ at }) => at === from);
  if (part !== undefined) return part;
  const places = parts.map(({ at }) => quoteRaw(`/${at}` as RawPath));
  throw new LayoverError(
    'LAYOVER_USAGE',
    `A layer is made of one place of the job; ${quoteRaw(from)} is none`,
    {
      hint: `This job has: ${places.join(', ')}`,
    },
  );
}

function refuseOtherPlaces(changes: readonly Change[], parts: readonly Part[], part: Part): void {
  const stray = changes.find(({ path }) => placeOf(path, parts) !== part);
  const other = stray && placeOf(stray.path, parts);
  if (stray === undefined || other === undefined) return;
  const message = `The job changed ${quoteRaw(stray.path)} as well, which does not lie on the lowers of its root`;
  throw new LayoverError('LAYOVER_USAGE', message, {
    hint: `Choose one place with --from / or --from /${quoteRaw(other.at)}, and commit the other as you like.`,
  });
}
