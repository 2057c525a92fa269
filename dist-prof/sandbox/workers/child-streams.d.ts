import { Readable } from 'node:stream';
import type { ProcessEnd, ProcessJob } from '../../worker/process-messages.js';
import type { JobEnds } from '../life/streams.js';
export declare class ChildStreams {
  #private;
  readonly ends: JobEnds;
  readonly stdout: Readable;
  readonly stderr: Readable;
  constructor(marker: Uint8Array);
  /** Gives up the process's ends, once its keeper has them. */
  closeJobEnds(): void;
  /** Settles when the process waits for its job; not at all where it ends before. */
  get ready(): Promise<void>;
  /** Settles when the process has its job; not at all where it ends before. */
  get begun(): Promise<void>;
  get hasBegun(): boolean;
  /** How the job ended, where the process came to say so, and nothing of it is amiss. Once its output has ended. */
  get end(): ProcessEnd | undefined;
  give(job: ProcessJob): void;
  /** Whether they hold this program open. */
  hold(isHeld: boolean): void;
  destroy(): void;
}
