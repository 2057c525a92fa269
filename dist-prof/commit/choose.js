import picomatch from 'picomatch';
import { rawFromText, splitRaw } from '../base/bytes-path.js';
/**
 * Whether a path is taken: some `only` glob matches it or a directory above it (none given: all), and no `except`
 * glob does. So a pattern that names a directory means all of it, new or old.
 */
export function matcherOf({ only = [], except = [] }) {
  if (only.length === 0 && except.length === 0) return undefined;
  const isWanted = only.length === 0 ? () => true : anyOf(only);
  const isUnwanted = anyOf(except);
  return (path) => selfAndAbove(path).some(isWanted) && !selfAndAbove(path).some(isUnwanted);
}
/** Globs are text; matching its bytes one by one lets them meet names that are none. */
function anyOf(globs) {
  const matchers = globs.map((glob) => picomatch(rawFromText(glob.replace(/^\/+|\/+$/g, '')), { dot: true }));
  return (path) => matchers.some((matches) => matches(path));
}
function selfAndAbove(path) {
  const paths = [];
  for (let at = path; at !== ''; at = splitRaw(at).parent) paths.push(at);
  return paths;
}
//# sourceMappingURL=choose.js.map
