import { constants } from 'node:os';
import { GRACE_MS } from '../definition/spec.js';
/**
 * Ends a job early: at its output limit, or when its caller has had enough. The first reason is the
 * one that counts. SIGTERM first; SIGKILL to the whole job when the grace period is over, and at once for a flood. Its timeout is
 * the keeper's (deadline.c), which is never busy with anything else.
 */
export class Ending {
  #request;
  #timers = [];
  #send = () => undefined;
  #reason;
  #printed = 0;
  constructor(request) {
    this.#request = request;
  }
  get reason() {
    return this.#reason;
  }
  /** From here on the job can be signaled. */
  start(send) {
    const { signal } = this.#request;
    this.#send = send;
    signal?.addEventListener('abort', this.#cancel, { once: true });
    if (signal?.aborted) this.#cancel();
  }
  stop() {
    this.#send = () => undefined;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#request.signal?.removeEventListener('abort', this.#cancel);
  }
  countOutput(bytes) {
    this.#printed += bytes;
    const { outputBytes = Number.POSITIVE_INFINITY } = this.#request;
    if (this.#printed > outputBytes) this.cut({ kind: 'limit', which: 'output' });
  }
  /** At once, without a grace period: for what only gets worse. */
  cut(reason) {
    if (this.#reason) return;
    this.#reason = reason;
    this.#send(constants.signals.SIGKILL);
  }
  /** As a shell's pipeline would have it: who writes for nobody gets SIGPIPE. */
  readerGone() {
    this.#send(constants.signals.SIGPIPE);
  }
  #cancel = () => this.#end({ kind: 'canceled' });
  #end(reason) {
    if (this.#reason) return;
    this.#reason = reason;
    this.#send(constants.signals.SIGTERM);
    this.#after(GRACE_MS, () => this.#send(constants.signals.SIGKILL));
  }
  #after(ms, act) {
    this.#timers.push(setTimeout(act, ms));
  }
}
//# sourceMappingURL=ending.js.map
