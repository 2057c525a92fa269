import { type KeyParts, type KeyTrees } from './key.js';
import type { PlannedJob } from './planned.js';
import type { RunContext } from './run-context.js';
export type Keyed =
  /** `portable`: for machines with the same packages, whatever the times of their files. */
  | {
      readonly kind: 'keyed';
      readonly parts: KeyParts;
      readonly portable: KeyParts;
      readonly trees: KeyTrees;
    }
  | {
      readonly kind: 'never';
      readonly reason: string;
    };
/** A job whose result its inputs do not decide is not cached, unless the file says `cache: true`. */
export declare function keyJob(job: PlannedJob, context: RunContext): Keyed;
export declare function networkOf({ network, sandbox }: PlannedJob, { bases }: RunContext): 'none' | 'host';
