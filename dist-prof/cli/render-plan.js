/** What a commit would do, as lines. */
import { quoteRaw, rawFromJson } from '../base/bytes-path.js';
import { printable } from './text.js';

const WORDS = {
  mount: 'mount',
  create: 'create',
  replace: 'replace',
  merge: 'merge',
  delete: 'delete',
  attributes: 'dress', // a directory that stays gets another mode, owner or time
  same: 'same',
  skip: 'leave',
  conflict: 'CONFLICT',
};
/** `replace   src/main.c`, a line each; why, where it is no plain matter. */
export function renderPlan(lines) {
  return lines.map((line) => {
    const reason = line.reason === undefined ? '' : `: ${printable(line.reason)}`;
    return `${WORDS[line.action].padEnd(8)}  ${shownPath(line)}${reason}`;
  });
}
/** The target itself has no path of its own. */
function shownPath(line) {
  const path = rawFromJson(line);
  return path === '' ? '.' : quoteRaw(path);
}
/** `would create 2, replace 1; nothing was done`. */
export function renderPlanSummary(lines) {
  const conflicts = lines.filter(({ action }) => action === 'conflict').length;
  if (conflicts > 0)
    return `would refuse: ${conflicts === 1 ? '1 conflict' : `${conflicts} conflicts`}; nothing was done`;
  const counts = Object.entries(WORDS).map(([action, word]) => {
    if (action === 'mount') return '';
    const count = lines.filter((line) => line.action === action).length;
    return count > 0 ? `${word} ${count}` : '';
  });
  const shown = counts.filter((text) => text !== '').join(', ');
  return `would ${shown === '' ? 'do nothing' : shown}; nothing was done`;
}
//# sourceMappingURL=render-plan.js.map
