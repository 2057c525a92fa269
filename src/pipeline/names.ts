/** What a file calls a job, and the jobs that are meant. */
import { findNearest } from '../base/nearest.js';
import { type Variant, variantName } from './matrix.js';
import type { PipelineFile } from './pipeline-file.js';

export class Names {
  readonly #file: PipelineFile;
  readonly #variants: ReadonlyMap<string, readonly Variant[]>;
  readonly #all: ReadonlySet<string>;

  constructor(file: PipelineFile, variants: ReadonlyMap<string, readonly Variant[]>) {
    this.#file = file;
    this.#variants = variants;
    this.#all = new Set([...variants].flatMap(([name, all]) => all.map((one) => variantName(name, one))));
  }

  /** Of a job of the file. */
  variantsOf(name: string): readonly Variant[] {
    return this.#variants.get(name) ?? [];
  }

  /** One job by its full name, or all variants of a job of the file. What is neither is an error at `path`. */
  find(word: string, path: readonly PropertyKey[]): string[] {
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
