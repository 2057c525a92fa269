import { Readable } from 'node:stream';
import type { ThreadAnswer } from './messages.js';
export declare class SlotOutput {
  #private;
  constructor(fd: number);
  /** What the job prints, until its marker comes. Told of its answer where that comes by this way. */
  begin(marker: Uint8Array, onAnswer?: (answer: ThreadAnswer) => void): Readable;
  /** Reads on, for nobody: a job that is being ended must not be held by a full pipe. */
  discard(): void;
  /** Settles when the marker has come: from then on the pipe is free for the next job. */
  get ended(): Promise<void>;
  end(): void;
  destroy(): void;
}
/** How many bytes at the end may be the marker's first. */
export declare function countOfPrefix(bytes: Buffer, marker: Uint8Array): number;
