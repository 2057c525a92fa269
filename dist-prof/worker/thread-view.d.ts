import { type HostPath } from '../base/bytes-path.js';
import type { JobView } from './job-view.js';
import type { ThreadJob } from './messages.js';
import type { ThreadState } from './thread-state.js';
export declare class ThreadView implements JobView {
  #private;
  /** Unshares; from here on this thread sees a copy of the host's mounts that nobody else does. */
  constructor(attach: HostPath, state: ThreadState);
  /** This thread's mount namespace, as its link says. */
  get namespace(): string;
  /** The numbers of the job's mounts: who still has one of their files open at the end leaks it. */
  enter({ mounts, cwd }: ThreadJob): number[];
  /** Back to the host's view. */
  leave(): void;
  /** The job's mounts are gone from this thread then, whoever still holds one of them. Waits for a grace period. */
  settle(): void;
  chdir(path: string): void;
  /** Acts with the host's root for a moment, in the middle of a job. */
  outside<T>(act: () => T): T;
  /** After a failure half-way. */
  recover(): void;
  /** The files of these mounts that are open in this process, as descriptors. */
  findOpen(mounts: readonly number[]): number[];
}
