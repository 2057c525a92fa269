/** Stacks of lowers that are higher than an overlay takes: layers of theirs are mounted as one, made once and kept. */
import type { ResolvedSpec } from '../definition/resolve.js';
import type { RunSpec } from '../definition/spec.js';
import type { Machine } from '../machine.js';

type Asker = Pick<RunSpec, 'signal' | 'onNotice'>;
/** The same, with no place that has more lowers than one overlay takes. */
export declare function fitLowers(
  resolved: ResolvedSpec,
  machine: Machine,
  asker: Asker,
): Promise<ResolvedSpec>;
export {};
