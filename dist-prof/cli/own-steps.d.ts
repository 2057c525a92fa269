import type { Profile } from '../base/timeline.js';
/** The times at which a command got so far, `performance.now()`: 0 is when its process began. */
export interface OwnTimes {
  /** Everything that it needs first is loaded. */
  readonly loadedMs: number;
  readonly openedMs: number;
}
/** The job's profile with the steps around it. */
export declare function withOwnSteps(profile: Profile, { loadedMs, openedMs }: OwnTimes): Profile;
