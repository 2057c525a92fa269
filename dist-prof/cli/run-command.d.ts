import type { PathLike, RunSpec } from '../sandbox/definition/spec.js';
import { JobOutput } from './output.js';
import { type RunOptions } from './run-options.js';
/** Runs it, settles it, and says what became of it. */
export declare function runCommand(command: readonly PathLike[], given: RunOptions): Promise<number>;
export interface AttachedRun<T> {
  readonly options: Pick<RunOptions, 'quiet' | 'tty'>;
  readonly output: JobOutput;
  readonly run: (streams: Streams) => Promise<T>;
}
type Streams = Pick<RunSpec, 'stdout' | 'stderr' | 'signal' | 'onStart' | 'onNotice'>;
export declare function inputOf({ tty }: Pick<RunOptions, 'tty'>): Pick<RunSpec, 'stdin' | 'terminal'>;
/** With this process's output, terminal and signals around it. */
export declare function runAttached<T>({ options, output, run }: AttachedRun<T>): Promise<T>;
export {};
