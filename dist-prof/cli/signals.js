import { EXIT_INTERRUPTED } from './exit-code.js';

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'];
// A command that ends of an interrupt does so at once; only for one that does not there is something to say.
const PATIENCE_MS = 300;
/**
 * Passes signals on to the job; those that come before it has started wait for it. The second interrupt kills the
 * job, or gives up starting it; the third ends layover, and the job with it.
 */
export class SignalForwarder {
  #listeners = FORWARDED.map((signal) => [signal, () => this.#receive(signal)]);
  #cancel = new AbortController();
  #waiting = [];
  #options;
  #running;
  #interrupts = 0;
  #notice;
  constructor(options) {
    this.#options = options;
    for (const [signal, listener] of this.#listeners) process.on(signal, listener);
  }
  /** Aborted when a job that has not started is to be given up. */
  get signal() {
    return this.#cancel.signal;
  }
  attach(running) {
    this.#running = running;
    for (const signal of this.#waiting.splice(0)) running.signal(signal);
  }
  [Symbol.dispose]() {
    clearTimeout(this.#notice);
    for (const [signal, listener] of this.#listeners) process.off(signal, listener);
  }
  #receive(signal) {
    if (signal === 'SIGINT' && !this.#interrupt()) return;
    if (this.#running === undefined) this.#waiting.push(signal);
    else this.#running.signal(signal);
  }
  /** Whether this interrupt is the job's. */
  #interrupt() {
    this.#interrupts += 1;
    this.#options.onInterrupt();
    if (this.#interrupts > 2) process.exit(EXIT_INTERRUPTED);
    if (this.#interrupts === 2) this.#kill();
    else this.#notice = setTimeout(this.#options.onPatience, PATIENCE_MS);
    return this.#interrupts === 1;
  }
  #kill() {
    clearTimeout(this.#notice);
    if (this.#running === undefined) this.#cancel.abort();
    else this.#running.signal('SIGKILL');
  }
}
/** Turns the first interrupt or request to end into an abort, for work that can be given up; the next one ends layover. */
export class InterruptAbort {
  #controller = new AbortController();
  #listener = () => {
    if (this.#controller.signal.aborted) process.exit(EXIT_INTERRUPTED);
    this.#controller.abort();
  };
  constructor() {
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, this.#listener);
  }
  get signal() {
    return this.#controller.signal;
  }
  [Symbol.dispose]() {
    for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, this.#listener);
  }
}
//# sourceMappingURL=signals.js.map
