// An archive may have a million of them; nobody reads more.
const KEPT_MAX = 1_000;
export class ImportNotes {
  kept = [];
  #count = 0;
  /** How many there were, kept or not. */
  get count() {
    return this.#count;
  }
  add(path, what) {
    this.#count += 1;
    if (this.kept.length < KEPT_MAX) this.kept.push({ path, what });
  }
}
//# sourceMappingURL=notes.js.map
