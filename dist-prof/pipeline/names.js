/** What a file calls a job, and the jobs that are meant. */
import { findNearest } from '../base/nearest.js';
import { variantName } from './matrix.js';
export class Names {
  #file;
  #variants;
  #all;
  constructor(file, variants) {
    this.#file = file;
    this.#variants = variants;
    this.#all = new Set([...variants].flatMap(([name, all]) => all.map((one) => variantName(name, one))));
  }
  /** Of a job of the file. */
  variantsOf(name) {
    return this.#variants.get(name) ?? [];
  }
  /** One job by its full name, or all variants of a job of the file. What is neither is an error at `path`. */
  find(word, path) {
    const variants = this.#variants.get(word);
    if (variants !== undefined) return variants.map((variant) => variantName(word, variant));
    if (this.#all.has(word)) return [word];
    const nearest = findNearest(word, [...this.#variants.keys(), ...this.#all]);
    throw this.#file.errorAt(
      path,
      `there is no job ${JSON.stringify(word)}`,
      nearest === undefined
        ? `The jobs are ${[...this.#variants.keys()].join(', ')}.`
        : `Did you mean ${nearest}?`,
    );
  }
}
//# sourceMappingURL=names.js.map
