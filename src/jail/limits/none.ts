import type { Groups, JobGroup, Refusal } from './group.js';

/** Where no group can be made. */
export class NoGroups implements Groups {
  readonly kind = 'none';
  readonly #refusal: Refusal;

  constructor(refusal: Refusal) {
    this.#refusal = refusal;
  }

  refusalOf(): Refusal {
    return this.#refusal;
  }

  make(): JobGroup | undefined {
    return undefined;
  }

  listNames(): string[] {
    return [];
  }

  async sweep(): Promise<void> {
    // nothing was made
  }

  close(): void {
    // nothing was made
  }
}
