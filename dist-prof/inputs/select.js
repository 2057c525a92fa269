import picomatch from 'picomatch';
import { isBelow, rawFromText, splitRaw } from '../base/bytes-path.js';
export function selectorOf({ include, exclude, products }) {
  const isIncluded = include === undefined ? () => true : matcherOf(include);
  const isExcluded = matcherOf(exclude);
  const isProduct = products.map(({ made, given }) => {
    const [isMade, isGiven] = [matcherOf(made), matcherOf(given)];
    return (path) => isMade(path) && !isGiven(path);
  });
  const bases = include?.filter((glob) => !glob.startsWith('!')).map(baseOf);
  return {
    matches: (path) => isIncluded(path) && !isExcluded(path) && !isProduct.some((matches) => matches(path)),
    canMatchBelow: (path) =>
      !isExcluded(path) && bases?.some((base) => isBelow(base, path) || isBelow(path, base)) !== false,
  };
}
/** Globs of which one matches and none of those behind a `!` does. */
export function matcherOf(globs) {
  const isWanted = anyOf(globs.filter((glob) => !glob.startsWith('!')));
  const isUnwanted = anyOf(globs.filter((glob) => glob.startsWith('!')).map((glob) => glob.slice(1)));
  return (path) => {
    const paths = selfAndAbove(path);
    return paths.some(isWanted) && !paths.some(isUnwanted);
  };
}
/** Globs are text; matching its bytes one by one lets them meet names that are none. */
function anyOf(globs) {
  const matchers = globs.map((glob) => picomatch(normalize(glob), { dot: true }));
  return (path) => matchers.some((matches) => matches(path));
}
function baseOf(glob) {
  return picomatch.scan(normalize(glob)).base;
}
function normalize(glob) {
  return rawFromText(glob.replace(/^(\.?\/)+|\/+$/g, ''));
}
function selfAndAbove(path) {
  const paths = [];
  for (let at = path; at !== ''; at = splitRaw(at).parent) paths.push(at);
  return paths;
}
//# sourceMappingURL=select.js.map
