/** Keeps one job ready ahead of being asked for, for a little while: see held-job.ts. */

/** How long it waits. Until then its lowers are mounted, which keeps their file systems from being unmounted. */
const HOLD_MS = 2_000;

/** Made for jobs of one key; disposing it leaves nothing behind. */
export interface Ready extends AsyncDisposable {
  /** Whether it can be a job of this key now. */
  fits(key: string): boolean;
}

type State<T> =
  | { readonly kind: 'empty' }
  | { readonly kind: 'making' }
  | { readonly kind: 'ready'; readonly job: T; readonly timer: NodeJS.Timeout }
  | { readonly kind: 'closed' };

export class Ahead<T extends Ready> implements AsyncDisposable {
  #state: State<T> = { kind: 'empty' };
  readonly #busy = new Set<Promise<unknown>>();

  /** The caller's from then on. One that does not fit is let go: another kind of job has come. */
  take(key: string): T | undefined {
    if (this.#state.kind !== 'ready') return undefined;
    const { job } = this.#clear(this.#state);
    if (job.fits(key)) return job;
    this.#letGo(job);
    return undefined;
  }

  /** Has one ready, made by `make` where there is none of its key. */
  prepare(key: string, make: () => Promise<T | undefined>): void {
    if (this.#state.kind === 'ready') {
      if (this.#state.job.fits(key)) return;
      this.#letGo(this.#clear(this.#state).job);
    }
    if (this.#state.kind !== 'empty') return;
    this.#state = { kind: 'making' };
    this.#track(make().then((job) => this.#keep(job)));
  }

  /** When this returns, nothing of it is left. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#state.kind === 'ready') this.#letGo(this.#clear(this.#state).job);
    this.#state = { kind: 'closed' };
    while (this.#busy.size > 0) await Promise.all(this.#busy);
  }

  #keep(job: T | undefined): void {
    if (this.#state.kind === 'closed') {
      if (job !== undefined) this.#letGo(job);
      return;
    }
    if (job === undefined) this.#state = { kind: 'empty' };
    else this.#state = { kind: 'ready', job, timer: setTimeout(() => this.#expire(), HOLD_MS).unref() };
  }

  #expire(): void {
    if (this.#state.kind === 'ready') this.#letGo(this.#clear(this.#state).job);
  }

  #clear(state: Extract<State<T>, { kind: 'ready' }>): { readonly job: T } {
    clearTimeout(state.timer);
    this.#state = { kind: 'empty' };
    return state;
  }

  #letGo(job: T): void {
    this.#track(Promise.resolve(job[Symbol.asyncDispose]()));
  }

  /** What fails here was for nobody yet: a sweep takes what is left of it. */
  #track(work: Promise<unknown>): void {
    const settled = work.catch(() => undefined);
    this.#busy.add(settled);
    void settled.then(() => this.#busy.delete(settled));
  }
}
