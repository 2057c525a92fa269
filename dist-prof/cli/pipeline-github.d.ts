import type { PipelineEvent } from '../pipeline/events.js';
import { type Report } from './pipeline-report.js';
export declare class GithubReport implements Report {
  #private;
  take(event: PipelineEvent): void;
  interrupt(): void;
}
