import { type RawPath } from '../base/bytes-path.js';
import type { Change } from '../diff/change.js';
import { type Stat } from '../native/syscalls.js';
import { type Entry } from '../tree/entry.js';
import type { Sources } from '../tree/sources.js';
import { type Base } from './base-record.js';
import { type Policy } from './policy.js';
import type { Seen, Spot } from './seen.js';
/** A place of the target that is taken, and what stands for it in the view. */
export interface Standing {
  readonly spot: Spot;
  readonly stat: Stat;
  readonly viewPath: RawPath;
  readonly before?: Entry | undefined;
}
interface Judges {
  readonly base: Base;
  readonly sources: Sources;
  readonly policy: Policy;
  readonly check?: (() => void) | undefined;
}
/**
 * Tells whether the target still holds what the job started from. The target is the base itself, or a copy of it:
 * where an object is another one than it was, its type and content decide, and whether it can be executed. A time
 * alone never makes a difference.
 */
export declare class TargetJudge {
  #private;
  constructor(judges: Judges);
  /** Whether the job found something at the path of a change. */
  wasThere({ path, before }: Change): boolean;
  /** How one object, without what is below it, differs from the base. */
  findChange(standing: Standing): string | undefined;
  /** The same for a directory with all in it, which `seen` lists. What the base had and the target lacks is no matter. */
  findChangeBelow(standing: Standing, seen: readonly Seen[]): string | undefined;
  /** Whether an object is by now what the change makes of it. */
  isAlready({ spot, stat }: Standing, { after }: Change): boolean;
}
export {};
