/** Where no group can be made. */
export class NoGroups {
  kind = 'none';
  #refusal;
  constructor(refusal) {
    this.#refusal = refusal;
  }
  refusalOf() {
    return this.#refusal;
  }
  make() {
    return undefined;
  }
  listNames() {
    return [];
  }
  async sweep() {
    // nothing was made
  }
  close() {
    // nothing was made
  }
}
//# sourceMappingURL=none.js.map
