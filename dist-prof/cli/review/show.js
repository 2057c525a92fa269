/** What a review shows of a job's changes. */
import { isBelow, ROOT_PATH } from '../../base/bytes-path.js';
import { viewPath } from '../../sandbox/result/view-path.js';
import { style } from '../output.js';
import { printable, printableLines } from '../text.js';

/** More would only scroll away what was to be read. */
const TREE_LINES = 200;
const PATCH_LINES = 500;
/** The chosen changes by folder. */
export async function showTree(job, { from, ...choice }) {
  const [{ matcherOf }, { renderTree }] = await Promise.all([
    import('../../commit/choose.js'),
    import('../../diff/render-tree.js'),
  ]);
  const all = await job.readChanges();
  const root = from === undefined ? ROOT_PATH : viewPath(from);
  const includes = matcherOf(choice) ?? (() => true);
  const chosen = all.filter(({ path }) => isBelow(path, root) && includes(path));
  const rendered = renderTree(chosen.slice(0, TREE_LINES)).map((line) => `  ${printable(line)}`);
  const more = chosen.length - Math.min(chosen.length, TREE_LINES);
  const lines = more > 0 ? [...rendered, `  ... and ${more} more: layover diff ${job.id} --tree`] : rendered;
  return { lines, chosen: chosen.length, all: all.length };
}
/** Of a path and what is below it; of everything where none is named. */
export async function showPatch(job, path) {
  const lines = [];
  let text = '';
  for await (const piece of job.render('patch', { paths: path === '' ? [] : [path] })) {
    text += piece;
    const whole = text.split('\n');
    text = whole.pop() ?? '';
    lines.push(...whole);
    if (lines.length > PATCH_LINES) break;
  }
  if (lines.length === 0) return [`Nothing changed at ${printable(path)}`];
  const shown = lines.slice(0, PATCH_LINES).map((line) => printableLines(line));
  const isCut = lines.length > PATCH_LINES;
  return isCut ? [...shown, style('dim', `... the rest: layover diff ${job.id} --patch`)] : shown;
}
//# sourceMappingURL=show.js.map
