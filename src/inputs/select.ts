import picomatch from 'picomatch';
import { isBelow, type RawPath, rawFromText, splitRaw } from '../base/bytes-path.js';

/** What a job is given of a project: globs of its paths, a pattern that names a directory meaning all of it. */
export interface Selection {
  /** Undefined: everything. */
  readonly include: readonly string[] | undefined;
  readonly exclude: readonly string[];
  /**
   * What others make: left out where they were not given it themselves. Each has the globs of what it makes and of
   * what it was given.
   */
  readonly products: ReadonlyArray<{ readonly made: readonly string[]; readonly given: readonly string[] }>;
}

export interface Selector {
  matches(path: RawPath): boolean;
  /** Whether something below this directory could match. */
  canMatchBelow(path: RawPath): boolean;
}

type Matcher = (path: RawPath) => boolean;

export function selectorOf({ include, exclude, products }: Selection): Selector {
  const isIncluded = include === undefined ? (): boolean => true : matcherOf(include);
  const isExcluded = matcherOf(exclude);
  const isProduct = products.map(({ made, given }) => {
    const [isMade, isGiven] = [matcherOf(made), matcherOf(given)];
    return (path: RawPath): boolean => isMade(path) && !isGiven(path);
  });
  const bases = include?.filter((glob) => !glob.startsWith('!')).map(baseOf);
  return {
    matches: (path) => isIncluded(path) && !isExcluded(path) && !isProduct.some((matches) => matches(path)),
    canMatchBelow: (path) =>
      !isExcluded(path) && bases?.some((base) => isBelow(base, path) || isBelow(path, base)) !== false,
  };
}

/** Globs of which one matches and none of those behind a `!` does. */
export function matcherOf(globs: readonly string[]): Matcher {
  const isWanted = anyOf(globs.filter((glob) => !glob.startsWith('!')));
  const isUnwanted = anyOf(globs.filter((glob) => glob.startsWith('!')).map((glob) => glob.slice(1)));
  return (path) => {
    const paths = selfAndAbove(path);
    return paths.some(isWanted) && !paths.some(isUnwanted);
  };
}

/** Globs are text; matching its bytes one by one lets them meet names that are none. */
function anyOf(globs: readonly string[]): Matcher {
  const matchers = globs.map((glob) => picomatch(normalize(glob), { dot: true }));
  return (path) => matchers.some((matches) => matches(path));
}

function baseOf(glob: string): RawPath {
  return picomatch.scan(normalize(glob)).base as RawPath;
}

function normalize(glob: string): string {
  return rawFromText(glob.replace(/^(\.?\/)+|\/+$/g, ''));
}

function selfAndAbove(path: RawPath): RawPath[] {
  const paths: RawPath[] = [];
  for (let at = path; at !== ''; at = splitRaw(at).parent) paths.push(at);
  return paths;
}
