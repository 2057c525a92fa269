/** What the scheduler remembers of a task. Only the scheduler moves it from state to state. */
export class Entry {
  id;
  task;
  request;
  sequence;
  className;
  ended;
  state = { kind: 'waiting' };
  /** Set when it is first ready, and kept for its further attempts. */
  turn = 0;
  startedMs = 0;
  /** How many of its needs have not ended. */
  missing = 0;
  /** How the attempt before went. */
  last;
  /** Of the attempt that runs. */
  controller;
  #needs;
  #dependents = [];
  #releases = new Map();
  #resolve = () => undefined;
  constructor({ task, request, sequence, needs }) {
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
  needs() {
    const ends = new Map();
    for (const { id, state } of this.#needs) if (state.kind === 'ended') ends.set(id, state.end);
    return ends;
  }
  /** Those that wait for it, once. */
  takeDependents() {
    return this.#dependents.splice(0);
  }
  /** Calls `act` with `ms` once they have passed; never where there are none. */
  setTimer(name, { clock, ms }, act) {
    if (ms !== undefined)
      this.#releases.set(
        name,
        clock.after(ms, () => act(ms)),
      );
  }
  /** To be called when it has ended. */
  onSettled(release) {
    if (this.state.kind === 'ended') release();
    else this.#releases.set('signal', release);
  }
  clearTimer(name) {
    this.#releases.get(name)?.();
    this.#releases.delete(name);
  }
  /** Lets go of all it held on to, and tells who waits for its end. */
  settle(end) {
    for (const release of this.#releases.values()) release();
    this.#releases.clear();
    this.#needs.length = 0;
    this.last = undefined;
    this.#resolve(end);
  }
}
//# sourceMappingURL=entry.js.map
