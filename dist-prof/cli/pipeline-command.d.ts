import type { PipelineRunOptions } from './pipeline-report.js';

type RunOptions = PipelineRunOptions & {
  readonly jobs: number;
};
export declare function runPipelineCommand(file: string, options: RunOptions): Promise<number>;
/** One line about each job. A mistake anywhere is an error. */
export declare function checkPipeline(file: string): Promise<string[]>;
export {};
