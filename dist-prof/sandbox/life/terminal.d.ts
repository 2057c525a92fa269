import type { TerminalSpec } from '../definition/spec.js';
import { type JobEnds, type JobStreams, type StreamsRequest } from './streams.js';
export declare class TerminalStreams implements JobStreams {
  #private;
  readonly ends: JobEnds & {
    readonly terminalChannel: number;
  };
  constructor(request: StreamsRequest, size: TerminalSpec);
  closeJobEnds(): void;
  pump(): Promise<void>;
  finish(pumped: Promise<void>): Promise<void>;
  destroy(): void;
  resize(size: TerminalSpec): void;
}
