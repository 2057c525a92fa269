import type { Fallback, Receipt } from '../../jail/receipt.js';
import type { ResolvedSpec } from '../definition/resolve.js';
import type { WorkerSpec } from '../definition/worker-spec.js';
import type { Machine } from '../machine.js';
/** Refuses what a thread cannot give: it is no security boundary. */
export declare function checkWorkerSpec(spec: WorkerSpec): Promise<void>;
/** Whether the portable runner may stand in for a thread: not where more was asked for than it gives. */
export declare function mayBePortable(spec: WorkerSpec): Promise<boolean>;
export type WorkerKind = 'thread' | 'portable';
export interface AccountedWorker {
  readonly machine: Machine;
  readonly resolved: ResolvedSpec;
  readonly kind: WorkerKind;
  readonly fallbacks: readonly Fallback[];
}
export declare function receiptOfWorker(
  { machine, resolved, kind, ...setup }: AccountedWorker,
  leaks: readonly string[],
): Receipt;
