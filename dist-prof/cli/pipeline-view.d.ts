import type { JobEnd } from '../pipeline/events.js';
export interface RunningJob {
  readonly startedAt: number;
  /** The last ones that it printed. */
  readonly lines: readonly string[];
}
export interface RunView {
  readonly total: number;
  readonly startedAt: number;
  readonly running: ReadonlyMap<string, RunningJob>;
  readonly ends: ReadonlyMap<string, JobEnd>;
  readonly isInterrupted: boolean;
}
/** Lines no wider than the screen, and fewer than it has. */
export declare function renderView(
  view: RunView,
  {
    columns,
    rows,
  }: {
    readonly columns: number;
    readonly rows: number;
  },
): string[];
