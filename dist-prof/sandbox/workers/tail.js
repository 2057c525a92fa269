/** Keeps the end of what passes by. */
export class Tail {
  #text = '';
  async *follow(from) {
    for await (const bytes of from) {
      this.#text = `${this.#text}${bytes.toString('latin1')}`.slice(-TAIL_LENGTH);
      yield bytes;
    }
  }
  has(pattern) {
    return pattern.test(this.#text);
  }
}
const TAIL_LENGTH = 16 << 10;
//# sourceMappingURL=tail.js.map
