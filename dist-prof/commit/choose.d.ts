import { type RawPath } from '../base/bytes-path.js';
export interface Choice {
  readonly only?: readonly string[] | undefined;
  readonly except?: readonly string[] | undefined;
}
/**
 * Whether a path is taken: some `only` glob matches it or a directory above it (none given: all), and no `except`
 * glob does. So a pattern that names a directory means all of it, new or old.
 */
export declare function matcherOf({ only, except }: Choice): ((path: RawPath) => boolean) | undefined;
