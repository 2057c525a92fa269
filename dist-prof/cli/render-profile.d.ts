/** `run --profile`: where the time went, as a table with bars. */
import type { Profile } from '../base/timeline.js';
/** The caller's own steps first, then the job's; each part has a scale of its own, since the first is much longer. */
export declare function renderProfile({ steps }: Profile): string[];
