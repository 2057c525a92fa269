import type { PlanLine } from '../sandbox/trees/commit-directory.js';
/** `replace   src/main.c`, a line each; why, where it is no plain matter. */
export declare function renderPlan(lines: readonly PlanLine[]): string[];
/** `would create 2, replace 1; nothing was done`. */
export declare function renderPlanSummary(lines: readonly PlanLine[]): string;
