import { Readable, type Writable } from 'node:stream';
/** The ends that the job gets; the runner closes its copies once the keeper has them. */
export interface JobEnds {
  readonly stdin: number;
  readonly stdout: number;
  readonly stderr: number;
}
export interface StreamsRequest {
  readonly stdin: Readable | string | Uint8Array | undefined;
  readonly stdout: Writable | undefined;
  readonly stderr: Writable | undefined;
  /** Texts that no output may hold. */
  readonly mask: readonly string[];
  readonly logFolder: string;
  /** Told of every piece the job prints. */
  readonly onOutput: (bytes: number) => void;
  /** Told that nobody reads the job's output any more. */
  readonly onReaderGone: () => void;
  readonly onLogFailed: (notice: string) => void;
}
/**
 * After a job's end: takes what is still on the way. Nothing of the job lives to hold its side open, so this is quick;
 * `giveUp` is for what nobody foresaw.
 */
export declare function drain(pumped: Promise<void>, giveUp: () => void): Promise<void>;
/** How a job's output is taken in: by pipes, or by a terminal (terminal.ts). */
export interface JobStreams {
  readonly ends: JobEnds;
  /** Gives the job's ends up: its keeper has its own by now, or never will. */
  closeJobEnds(): void;
  /** Pumps until the job has closed its side. */
  pump(): Promise<void>;
  /** After the job's end: takes what is still on the way. */
  finish(pumped: Promise<void>): Promise<void>;
  destroy(): void;
}
export declare class PipeStreams implements JobStreams {
  #private;
  readonly ends: JobEnds;
  constructor(request: StreamsRequest);
  closeJobEnds(): void;
  pump(): Promise<void>;
  finish(pumped: Promise<void>): Promise<void>;
  destroy(): void;
}
