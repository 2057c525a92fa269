import { type RawPath } from '../base/bytes-path.js';
/** What a job is given of a project: globs of its paths, a pattern that names a directory meaning all of it. */
export interface Selection {
  /** Undefined: everything. */
  readonly include: readonly string[] | undefined;
  readonly exclude: readonly string[];
  /**
   * What others make: left out where they were not given it themselves. Each has the globs of what it makes and of
   * what it was given.
   */
  readonly products: ReadonlyArray<{
    readonly made: readonly string[];
    readonly given: readonly string[];
  }>;
}
export interface Selector {
  matches(path: RawPath): boolean;
  /** Whether something below this directory could match. */
  canMatchBelow(path: RawPath): boolean;
}
type Matcher = (path: RawPath) => boolean;
export declare function selectorOf({ include, exclude, products }: Selection): Selector;
/** Globs of which one matches and none of those behind a `!` does. */
export declare function matcherOf(globs: readonly string[]): Matcher;
export {};
