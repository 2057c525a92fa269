/**
 * Many who wait for few signals. Each signal gets one listener, whoever many wait: a listener of one's own for each of
 * thousands costs time that grows with their square, and Node warns of the eleventh.
 */
export class AbortWatch {
  #acts = new Map();
  /** Calls `act` once `signal` is aborted: at once where it is already. The function it answers with takes that back. */
  add(signal, act) {
    if (signal === undefined) return () => undefined;
    if (signal.aborted) {
      act();
      return () => undefined;
    }
    const acts = this.#acts.get(signal) ?? this.#listen(signal);
    acts.add(act);
    return () => {
      acts.delete(act);
      if (acts.size === 0) this.#forget(signal, acts);
    };
  }
  #listen(signal) {
    const acts = new Set();
    this.#acts.set(signal, acts);
    signal.addEventListener('abort', this.#tell, { once: true });
    return acts;
  }
  #forget(signal, acts) {
    if (this.#acts.get(signal) !== acts) return;
    this.#acts.delete(signal);
    signal.removeEventListener('abort', this.#tell);
  }
  #tell = ({ target }) => {
    const signal = target;
    const acts = this.#acts.get(signal) ?? [];
    this.#acts.delete(signal);
    for (const act of acts) act();
  };
}
//# sourceMappingURL=abort.js.map
