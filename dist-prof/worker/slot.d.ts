import type { HostPath } from '../base/bytes-path.js';
import { type ThreadAnswer, type ThreadJob } from './messages.js';
export interface SlotSettings {
  readonly attach: HostPath;
  readonly stdout: number;
  readonly stderr: number;
}
export declare class Slot {
  #private;
  constructor(settings: SlotSettings);
  run(job: ThreadJob): Promise<ThreadAnswer>;
  /** Fires the job's signal; a job that never looked at it is terminated. */
  abort(): void;
  /** Ends the thread, whatever it does, but not in the middle of making or leaving a view. */
  terminate(): void;
}
