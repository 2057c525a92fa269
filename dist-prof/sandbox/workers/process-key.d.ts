import type { ResolvedSpec } from '../definition/resolve.js';
import type { ViewPlan } from '../view/view.js';
/**
 * What a process that was started ahead is good for: jobs of the very same view, ids, network, filter and limits. What
 * the lowers' own directories show is in the view's plan; that they are still the same ones is seen by their status.
 */
export declare function processKey(resolved: ResolvedSpec, view: ViewPlan): string;
