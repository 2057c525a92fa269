import { type RawPath } from '../../base/bytes-path.js';
import type { EffectRules } from '../../commit/rules.js';
import type { Definition } from './definition.js';
import type { RunSpec } from './spec.js';
/** What a definition says of effects, for a job whose project lies at this place of the view: a pipeline's is its first place. */
export declare function resolveRules(
  { allow, deny }: Definition,
  { places }: Pick<RunSpec, 'places'>,
  project:
    | {
        readonly at: RawPath;
      }
    | undefined,
): EffectRules | undefined;
