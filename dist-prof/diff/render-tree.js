import { componentsOf, quoteRaw } from '../base/bytes-path.js';
import { typeOfChange } from './change.js';
import { letterOf } from './render-list.js';

const INDENT = '  ';
// Below this the lines no longer move right: a job can make thousands of levels.
const DEEPEST_INDENT = 40;
/** The changes as an indented tree. Folders that are there only for what is in them carry no letter. */
export function renderTree(changes) {
  const lines = [];
  let open = [];
  for (const change of changes) {
    const names = componentsOf(change.path);
    for (let depth = sharedDepth(open, names); depth < names.length - 1; depth += 1) {
      lines.push(`${indentTo(depth)}  ${quoteRaw(names[depth] ?? change.path)}/`);
    }
    lines.push(renderLine(change, names));
    open = typeOfChange(change) === 'directory' ? names : names.slice(0, -1);
  }
  return lines;
}
function renderLine(change, names) {
  const name = quoteRaw(names.at(-1) ?? change.path);
  const slash = typeOfChange(change) === 'directory' ? '/' : '';
  return `${indentTo(names.length - 1)}${letterOf(change.kind)} ${name}${slash}`;
}
function sharedDepth(left, right) {
  const length = Math.min(left.length, right.length);
  for (let depth = 0; depth < length; depth += 1) if (left[depth] !== right[depth]) return depth;
  return length;
}
function indentTo(depth) {
  return INDENT.repeat(Math.min(Math.max(depth, 0), DEEPEST_INDENT));
}
//# sourceMappingURL=render-tree.js.map
