import type { ThreadJob } from './messages.js';

/** How a thread shows a job its view: by mounts (thread-view.ts), or by its own file calls (portable/). */
export interface JobView {
  /** The thread's mount namespace where it has one of its own, as the link says. */
  readonly namespace: string;
  /** Answers with the numbers of the mounts that are the job's. */
  enter(job: ThreadJob): number[];
  leave(): void;
  /** Gives up what the view was made of; any time before the next one. */
  settle(): void;
  /** After a failure half-way. */
  recover(): void;
  /** Descriptors of the job's that are still open: on one of these mounts, where there are any. */
  findOpen(mounts: readonly number[]): number[];
  chdir(path: string): void;
  /** Acts with the host's root for a moment, in the middle of a job. */
  outside<T>(act: () => T): T;
}
