import type { Writable } from 'node:stream';
export interface OutputRoute {
  readonly logFolder: string;
  /** Of the log file. */
  readonly name: 'stdout' | 'stderr';
  readonly copy: Writable | undefined;
  /** Texts that are in neither. */
  readonly mask: readonly string[] | undefined;
  readonly onOutput: (bytes: number) => void;
  readonly onReaderGone: () => void;
  /** Told that the log could not be written any further. */
  readonly onLogFailed: (notice: string) => void;
}
/** Until `from` ends. A slow `copy` slows it down; a `copy` that is gone is told, and the log goes on. */
export declare function pumpOutput(from: AsyncIterable<Buffer>, route: OutputRoute): Promise<void>;
