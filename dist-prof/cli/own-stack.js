/** Stacks of a program that was made into one file (scripts/bundle-cli.mjs), with the places in its sources. */
import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { hasErrno } from '../base/errors.js';
/** The stack as it is where there is no map, and for frames of other files. */
export function stackInSources(stack) {
  const map = findMap();
  if (map === undefined) return stack;
  return stack.replaceAll(/file:\/\/\S*\/dist\/cli\/main\.js:(\d+):(\d+)/g, (place, line, column) => {
    const entry = map.findEntry(Number(line) - 1, Number(column) - 1);
    return 'originalSource' in entry
      ? `${entry.originalSource.replace(/^(\.\.\/)+/, '')}:${entry.originalLine + 1}:${entry.originalColumn + 1}`
      : place;
  });
}
function findMap() {
  try {
    const text = readFileSync(new URL('./main.js.map', import.meta.url), 'utf8');
    return new SourceMap(JSON.parse(text));
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
}
//# sourceMappingURL=own-stack.js.map
