import type { Check } from './check.js';
import { type TrialBench } from './trial.js';
/** The ways to make a job's view, as the runner tries them: the kernel's overlay, fuse-overlayfs, a copy. */
export declare function checkView(bench: TrialBench): Promise<Check[]>;
