import type { Outcome } from '../../jail/outcome.js';
/** Why layover ended a job, as the outcome it then has. */
export type EndReason = Extract<
  Outcome,
  {
    kind: 'limit' | 'out-of-memory' | 'canceled';
  }
>;
export interface EndingRequest {
  readonly outputBytes: number | undefined;
  readonly signal: AbortSignal | undefined;
}
/**
 * Ends a job early: at its output limit, or when its caller has had enough. The first reason is the
 * one that counts. SIGTERM first; SIGKILL to the whole job when the grace period is over, and at once for a flood. Its timeout is
 * the keeper's (deadline.c), which is never busy with anything else.
 */
export declare class Ending {
  #private;
  constructor(request: EndingRequest);
  get reason(): EndReason | undefined;
  /** From here on the job can be signaled. */
  start(send: (signal: number) => void): void;
  stop(): void;
  countOutput(bytes: number): void;
  /** At once, without a grace period: for what only gets worse. */
  cut(reason: EndReason): void;
  /** As a shell's pipeline would have it: who writes for nobody gets SIGPIPE. */
  readerGone(): void;
}
