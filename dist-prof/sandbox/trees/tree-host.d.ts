import type { TakeItems } from './batches.js';
import type { Progress, TaskName, TreeTasks } from './tree-tasks.js';
export interface TaskOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: Progress | undefined;
}
export interface HostOptions<N extends TaskName = TaskName> extends TaskOptions {
  /** Takes the items that the task hands over. */
  readonly onItems?: TakeItems<ItemOf<N>> | undefined;
}
type ItemOf<N extends TaskName> = TreeTasks[N] extends {
  readonly items: infer Item;
}
  ? Item
  : never;
export interface TreeHost extends AsyncDisposable {
  /** Whether it can still be asked. */
  readonly isAlive: boolean;
  run<N extends TaskName>(
    name: N,
    input: TreeTasks[N]['input'],
    options?: HostOptions<N>,
  ): Promise<TreeTasks[N]['result']>;
}
/** Up to two threads, so that emptying the trash never holds up the reading of an upper. */
export declare function startThreadHost(cancelFolder: string): Promise<TreeHost>;
/** What a task says while it runs. */
export type Told =
  | {
      readonly progress: readonly [done: number, total: number];
    }
  | {
      readonly items: readonly unknown[];
    };
/** The answer to `items`. */
export interface Heard {
  readonly goesOn: boolean;
}
/** `keeperPid`: whose user namespace to work in. */
export declare function startProcessHost(keeperPid: number, cancelFolder: string): TreeHost;
export {};
