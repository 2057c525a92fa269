import { constants } from 'node:os';
import type { Outcome } from '../../jail/outcome.js';
import { GRACE_MS } from '../definition/spec.js';

/** Why layover ended a job, as the outcome it then has. */
export type EndReason = Extract<Outcome, { kind: 'limit' | 'out-of-memory' | 'canceled' }>;

export interface EndingRequest {
  readonly outputBytes: number | undefined;
  readonly signal: AbortSignal | undefined;
}

/**
 * Ends a job early: at its output limit, or when its caller has had enough. The first reason is the
 * one that counts. SIGTERM first; SIGKILL to the whole job when the grace period is over, and at once for a flood. Its timeout is
 * the keeper's (deadline.c), which is never busy with anything else.
 */
export class Ending {
  readonly #request: EndingRequest;
  readonly #timers: NodeJS.Timeout[] = [];
  #send: (signal: number) => void = () => undefined;
  #reason: EndReason | undefined;
  #printed = 0;

  constructor(request: EndingRequest) {
    this.#request = request;
  }

  get reason(): EndReason | undefined {
    return this.#reason;
  }

  /** From here on the job can be signaled. */
  start(send: (signal: number) => void): void {
    const { signal } = this.#request;
    this.#send = send;
    signal?.addEventListener('abort', this.#cancel, { once: true });
    if (signal?.aborted) this.#cancel();
  }

  stop(): void {
    this.#send = () => undefined;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#request.signal?.removeEventListener('abort', this.#cancel);
  }

  countOutput(bytes: number): void {
    this.#printed += bytes;
    const { outputBytes = Number.POSITIVE_INFINITY } = this.#request;
    if (this.#printed > outputBytes) this.cut({ kind: 'limit', which: 'output' });
  }

  /** At once, without a grace period: for what only gets worse. */
  cut(reason: EndReason): void {
    if (this.#reason) return;
    this.#reason = reason;
    this.#send(constants.signals.SIGKILL);
  }

  /** As a shell's pipeline would have it: who writes for nobody gets SIGPIPE. */
  readerGone(): void {
    this.#send(constants.signals.SIGPIPE);
  }

  readonly #cancel = (): void => this.#end({ kind: 'canceled' });

  #end(reason: EndReason): void {
    if (this.#reason) return;
    this.#reason = reason;
    this.#send(constants.signals.SIGTERM);
    this.#after(GRACE_MS, () => this.#send(constants.signals.SIGKILL));
  }

  #after(ms: number, act: () => void): void {
    this.#timers.push(setTimeout(act, ms));
  }
}
