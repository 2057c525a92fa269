import type { Clock } from '../base/clock.js';
import type { Ready } from './lines.js';
import type { Request } from './resources.js';
import type { AttemptEnd, Task, TaskEnd, TaskState } from './task.js';

export interface EntryPlan<Result> {
  readonly task: Task<Result>;
  readonly request: Request;
  readonly sequence: number;
  readonly needs: ReadonlyArray<Entry<Result>>;
}

type TimerName = 'deadline' | 'timeout' | 'delay';

/** What the scheduler remembers of a task. Only the scheduler moves it from state to state. */
export class Entry<Result> implements Ready {
  readonly id: string;
  readonly task: Task<Result>;
  readonly request: Request;
  readonly sequence: number;
  readonly className: string;
  readonly ended: Promise<TaskEnd<Result>>;
  state: TaskState<Result> = { kind: 'waiting' };
  /** Set when it is first ready, and kept for its further attempts. */
  turn = 0;
  startedMs = 0;
  /** How many of its needs have not ended. */
  missing = 0;
  /** How the attempt before went. */
  last: AttemptEnd<Result> | undefined;
  /** Of the attempt that runs. */
  controller: AbortController | undefined;
  readonly #needs: Array<Entry<Result>>;
  readonly #dependents: Array<Entry<Result>> = [];
  readonly #releases = new Map<TimerName | 'signal', () => void>();
  #resolve: (end: TaskEnd<Result>) => void = () => undefined;

  constructor({ task, request, sequence, needs }: EntryPlan<Result>) {
    this.id = task.name ?? `#${sequence}`;
    this.task = task;
    this.request = request;
    this.sequence = sequence;
    this.className = task.class ?? 'default';
    this.#needs = [...needs];
    this.ended = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    for (const need of needs) {
      if (need.state.kind === 'ended') continue;
      need.#dependents.push(this);
      this.missing += 1;
    }
  }

  /** How its needs ended; to be asked for once all have. */
  needs(): Map<string, TaskEnd<Result>> {
    const ends = new Map<string, TaskEnd<Result>>();
    for (const { id, state } of this.#needs) if (state.kind === 'ended') ends.set(id, state.end);
    return ends;
  }

  /** Those that wait for it, once. */
  takeDependents(): Array<Entry<Result>> {
    return this.#dependents.splice(0);
  }

  /** Calls `act` with `ms` once they have passed; never where there are none. */
  setTimer(
    name: TimerName,
    { clock, ms }: { clock: Clock; ms: number | undefined },
    act: (ms: number) => void,
  ): void {
    if (ms !== undefined)
      this.#releases.set(
        name,
        clock.after(ms, () => act(ms)),
      );
  }

  /** To be called when it has ended. */
  onSettled(release: () => void): void {
    if (this.state.kind === 'ended') release();
    else this.#releases.set('signal', release);
  }

  clearTimer(name: TimerName): void {
    this.#releases.get(name)?.();
    this.#releases.delete(name);
  }

  /** Lets go of all it held on to, and tells who waits for its end. */
  settle(end: TaskEnd<Result>): void {
    for (const release of this.#releases.values()) release();
    this.#releases.clear();
    this.#needs.length = 0;
    this.last = undefined;
    this.#resolve(end);
  }
}
