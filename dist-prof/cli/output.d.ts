/** Where the command line prints: the streams of this process, shared with the job's own output. */
import { Writable } from 'node:stream';
/**
 * One of this process's output streams, for bytes. A slow reader is waited for; when nothing takes the bytes any more
 * the sink fails, which nobody has to listen to, and keeps why in `problem`. Ending it leaves the stream itself open.
 */
export declare class OutputSink extends Writable {
  #private;
  constructor(stream: NodeJS.WriteStream);
  get problem(): Error | undefined;
  /** Whether what comes next stands at the beginning of a line. */
  get isAtLineStart(): boolean;
  _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void;
}
/** Where a job's output goes, and layover's own lines between it. */
export declare class JobOutput {
  #private;
  readonly stdout: OutputSink;
  readonly stderr: OutputSink;
  /** The terminal has written `^C` where the job's output stood. */
  noteEcho(): void;
  /** Why some of the job's output is not where it was to go. That a reader went away on its own is no reason. */
  findLoss():
    | {
        stream: 'output' | 'error';
        cause: Error;
      }
    | undefined;
  /** Lines of layover's own; never behind half a line of the job's. */
  print(lines: readonly string[]): void;
}
/** Errors of the streams then reach only the writes that meet them. */
export declare function muteStreamErrors(): void;
/** Rejects with EPIPE when nobody reads. */
export declare function writeOut(bytes: string | Uint8Array): Promise<void>;
/** Writes lines to standard output, as fast as its reader takes them. */
export declare function writeLines(lines: readonly string[]): Promise<void>;
/** A line of layover's own, on standard error. */
export declare function say(line: string): void;
/** Until everything written is out, or nobody reads it. */
export declare function flushOutput(): Promise<void>;
export declare function isBrokenPipe(error: unknown): boolean;
export type Style = 'bold' | 'dim' | 'green' | 'red' | 'yellow';
/** Styled for standard error: only on a terminal, and never where NO_COLOR is set. */
export declare function style(format: Style, text: string): string;
