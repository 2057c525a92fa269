import { STREAMS } from './cache.js';
import type { PipelineEvent } from './events.js';
export declare class RunRecorder {
  readonly run: string;
  readonly directory: string;
  /** `homePath`: the state directory. */
  constructor(homePath: string);
  /** What jobs print is in their logs. */
  take(event: PipelineEvent): void;
  /** Gives a job's logs, wherever they are, a name in the run. */
  keepLogs(name: string, pathOf: (stream: (typeof STREAMS)[number]) => string): void;
}
