/** Signals sent to layover while a job runs are the job's. */
import type { RunningJob } from '../sandbox/definition/spec.js';
import { EXIT_INTERRUPTED } from './exit-code.js';

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'] as const;

export interface SignalOptions {
  /** Told of each interrupt. */
  readonly onInterrupt: () => void;
  /** Told of the first interrupt that the job has not ended of soon. */
  readonly onPatience: () => void;
}

// A command that ends of an interrupt does so at once; only for one that does not there is something to say.
const PATIENCE_MS = 300;

/**
 * Passes signals on to the job; those that come before it has started wait for it. The second interrupt kills the
 * job, or gives up starting it; the third ends layover, and the job with it.
 */
export class SignalForwarder implements Disposable {
  readonly #listeners = FORWARDED.map((signal) => [signal, (): void => this.#receive(signal)] as const);
  readonly #cancel = new AbortController();
  readonly #waiting: NodeJS.Signals[] = [];
  readonly #options: SignalOptions;
  #running: RunningJob | undefined;
  #interrupts = 0;
  #notice: NodeJS.Timeout | undefined;

  constructor(options: SignalOptions) {
    this.#options = options;
    for (const [signal, listener] of this.#listeners) process.on(signal, listener);
  }

  /** Aborted when a job that has not started is to be given up. */
  get signal(): AbortSignal {
    return this.#cancel.signal;
  }

  attach(running: RunningJob): void {
    this.#running = running;
    for (const signal of this.#waiting.splice(0)) running.signal(signal);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#notice);
    for (const [signal, listener] of this.#listeners) process.off(signal, listener);
  }

  #receive(signal: NodeJS.Signals): void {
    if (signal === 'SIGINT' && !this.#interrupt()) return;
    if (this.#running === undefined) this.#waiting.push(signal);
    else this.#running.signal(signal);
  }

  /** Whether this interrupt is the job's. */
  #interrupt(): boolean {
    this.#interrupts += 1;
    this.#options.onInterrupt();
    if (this.#interrupts > 2) process.exit(EXIT_INTERRUPTED);
    if (this.#interrupts === 2) this.#kill();
    else this.#notice = setTimeout(this.#options.onPatience, PATIENCE_MS);
    return this.#interrupts === 1;
  }

  #kill(): void {
    clearTimeout(this.#notice);
    if (this.#running === undefined) this.#cancel.abort();
    else this.#running.signal('SIGKILL');
  }
}

/** Turns the first interrupt or request to end into an abort, for work that can be given up; the next one ends layover. */
export class InterruptAbort implements Disposable {
  readonly #controller = new AbortController();
  readonly #listener = (): void => {
    if (this.#controller.signal.aborted) process.exit(EXIT_INTERRUPTED);
    this.#controller.abort();
  };

  constructor() {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, this.#listener);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  [Symbol.dispose](): void {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, this.#listener);
  }
}
