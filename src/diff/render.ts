import type { RawPath } from '../base/bytes-path.js';
import { jsonText } from '../base/json-text.js';
import { type Change, changeToJson } from './change.js';
import { renderChanges } from './render-list.js';
import { renderPatch } from './render-patch.js';
import { renderStat } from './render-stat.js';
import { renderTree } from './render-tree.js';

/** How a diff is shown; see the `--help` of `layover diff`. */
export type DiffForm = 'list' | 'json' | 'stat' | 'tree' | 'patch';

const PIECE_CHARS = 64 * 1024;

export interface RenderOptions {
  /** Called for every line; throws to stop. */
  readonly check: () => void;
  /** Paths that others have changed since the job ended. */
  readonly foreign?: ReadonlySet<RawPath> | undefined;
}

/** The lines of a diff, in pieces of about 64 KiB. */
export async function* renderForm(
  changes: readonly Change[],
  form: DiffForm,
  { check, foreign }: RenderOptions,
): AsyncGenerator<string> {
  let piece = '';
  for await (const line of linesOf(changes, form, foreign)) {
    check();
    piece += `${line}\n`;
    if (piece.length < PIECE_CHARS) continue;
    yield* cut(piece);
    piece = '';
  }
  if (piece !== '') yield* cut(piece);
}

function linesOf(
  changes: readonly Change[],
  form: DiffForm,
  foreign: RenderOptions['foreign'],
): Iterable<string> | AsyncIterable<string> {
  switch (form) {
    case 'list':
      return renderChanges(changes);
    case 'json':
      return renderJson(changes);
    case 'stat':
      return renderStat(changes);
    case 'tree':
      return renderTree(changes);
    case 'patch':
      return renderPatch(changes, foreign);
  }
}

function* renderJson(changes: readonly Change[]): Generator<string> {
  for (const change of changes) yield jsonText(changeToJson(change));
}

/** One line may be a megabyte. A cut never falls within a character. */
function* cut(text: string): Generator<string> {
  for (let at = 0; at < text.length; ) {
    const isHalf = /[\ud800-\udbff]/.test(text[at + PIECE_CHARS - 1] ?? '');
    const end = at + PIECE_CHARS - (isHalf ? 1 : 0);
    yield text.slice(at, end);
    at = end;
  }
}
