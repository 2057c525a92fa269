import { jsonText } from '../base/json-text.js';
import { changeToJson } from './change.js';
import { renderChanges } from './render-list.js';
import { renderPatch } from './render-patch.js';
import { renderStat } from './render-stat.js';
import { renderTree } from './render-tree.js';

const PIECE_CHARS = 64 * 1024;
/** The lines of a diff, in pieces of about 64 KiB. */
export async function* renderForm(changes, form, check) {
  let piece = '';
  for await (const line of linesOf(changes, form)) {
    check();
    piece += `${line}\n`;
    if (piece.length < PIECE_CHARS) continue;
    yield* cut(piece);
    piece = '';
  }
  if (piece !== '') yield* cut(piece);
}
function linesOf(changes, form) {
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
      return renderPatch(changes);
  }
}
function* renderJson(changes) {
  for (const change of changes) yield jsonText(changeToJson(change));
}
/** One line may be a megabyte. A cut never falls within a character. */
function* cut(text) {
  for (let at = 0; at < text.length; ) {
    const isHalf = /[\ud800-\udbff]/.test(text[at + PIECE_CHARS - 1] ?? '');
    const end = at + PIECE_CHARS - (isHalf ? 1 : 0);
    yield text.slice(at, end);
    at = end;
  }
}
//# sourceMappingURL=render.js.map
