/** A run as plain lines, each with its job's name before it: for files, pipes and CI logs. */
import type { PipelineEvent } from '../pipeline/events.js';
import { type Report } from './pipeline-report.js';
export declare class PlainReport implements Report {
  #private;
  constructor(names: readonly string[]);
  take(event: PipelineEvent): void;
  interrupt(): void;
}
