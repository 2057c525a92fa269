/**
 * A run on a terminal: a line for each job that has ended, and below them what runs now, drawn again and again. What
 * jobs print only ever comes as text without controls, cut at the width: nothing of theirs moves the cursor.
 */
import type { PipelineEvent } from '../pipeline/events.js';
import { type LiveScreen } from './live-region.js';
import type { Report } from './pipeline-report.js';
export declare class LiveReport implements Report {
  #private;
  constructor(screen: LiveScreen);
  take(event: PipelineEvent): void;
  /** Says that an interrupt has come, and what a further one does. */
  interrupt(): void;
  /** Takes the drawn part away. */
  close(): void;
}
