import { type RawPath } from '../base/bytes-path.js';
import type { Planned } from './planned.js';
import type { Seen } from './seen.js';
import type { Selected } from './select.js';
/**
 * A deletion as a whole or, where part of a directory is not to be taken, of the parts that are. Paths of the view
 * decide, as everywhere.
 */
export declare function planDeletion(
  { change, path }: Selected,
  before: readonly Seen[],
  includes: ((path: RawPath) => boolean) | undefined,
): Planned[];
