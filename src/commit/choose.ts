import picomatch from 'picomatch';
import { type RawPath, rawFromText, splitRaw } from '../base/bytes-path.js';

export interface Choice {
  readonly only?: readonly string[] | undefined;
  readonly except?: readonly string[] | undefined;
}

/**
 * Whether a path is taken: some `only` glob matches it or a directory above it (none given: all), and no `except`
 * glob does. So a pattern that names a directory means all of it, new or old.
 */
export function matcherOf({ only = [], except = [] }: Choice): ((path: RawPath) => boolean) | undefined {
  if (only.length === 0 && except.length === 0) return undefined;
  const isWanted = only.length === 0 ? (): boolean => true : anyOf(only);
  const isUnwanted = anyOf(except);
  return (path) => selfAndAbove(path).some(isWanted) && !selfAndAbove(path).some(isUnwanted);
}

/** Globs are text; matching its bytes one by one lets them meet names that are none. */
function anyOf(globs: readonly string[]): (path: RawPath) => boolean {
  const matchers = globs.map((glob) => picomatch(rawFromText(glob.replace(/^\/+|\/+$/g, '')), { dot: true }));
  return (path) => matchers.some((matches) => matches(path));
}

function selfAndAbove(path: RawPath): RawPath[] {
  const paths: RawPath[] = [];
  for (let at = path; at !== ''; at = splitRaw(at).parent) paths.push(at);
  return paths;
}
