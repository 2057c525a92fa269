import { quoteRaw } from '../base/bytes-path.js';

const LETTERS = {
  added: 'A',
  modified: 'M',
  deleted: 'D',
  replaced: 'R',
  metadata: 'm',
};
export function letterOf(kind) {
  return LETTERS[kind];
}
/** `A path`, one line for each change. */
export function renderChanges(changes) {
  return changes.map(({ kind, path }) => `${letterOf(kind)} ${quoteRaw(path)}`);
}
//# sourceMappingURL=render-list.js.map
