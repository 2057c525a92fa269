import type { PathLike, RunSpec } from './spec.js';

export type { JobContext as WorkerContext } from '../../worker/run-module.js';
export declare const ISOLATIONS: readonly ['auto', 'thread', 'portable', 'process'];
export type Isolation = (typeof ISOLATIONS)[number];
/** A function to run over lowers, in a thread or a process of Node's. What is not said is as for a command. */
export interface WorkerSpec extends Omit<RunSpec, 'command' | 'stdin' | 'terminal' | 'layersBy' | 'profile'> {
  /** `FILE` or `FILE#EXPORT`: a module of the host's, and which of its functions; default its default export. */
  readonly worker: string;
  /** What the function is given, as structured clone copies it; at most 8 MiB. */
  readonly params?: unknown;
  /**
   * `thread`: a kernel overlay in the thread's own mount namespace. `portable`: the calls of node:fs are changed, no
   * privilege is needed, and children and native code are not for it. Neither is a security boundary. `process`: a Node
   * process of its own in the jail of a command. Default `auto`: a thread, and where that cannot be, portable, with a
   * notice.
   */
  readonly isolation?: Isolation | undefined;
}
export declare function isWorkerSpec(spec: RunSpec | WorkerSpec): spec is WorkerSpec;
/** How a job's record and messages call what ran. */
export declare function workerWords(label: string): readonly PathLike[];
