import type { RawPath } from '../../../base/bytes-path.js';

/** Something in an import that the layer does not have as its maker wrote it. */
export interface ImportNote {
  readonly path: RawPath;
  /** What was left out or taken differently, and why. */
  readonly what: string;
}

// An archive may have a million of them; nobody reads more.
const KEPT_MAX = 1_000;

export class ImportNotes {
  readonly kept: ImportNote[] = [];
  #count = 0;

  /** How many there were, kept or not. */
  get count(): number {
    return this.#count;
  }

  add(path: RawPath, what: string): void {
    this.#count += 1;
    if (this.kept.length < KEPT_MAX) this.kept.push({ path, what });
  }
}
