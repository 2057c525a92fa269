/** Keeps the end of what passes by. */
export class Tail {
  #text = '';

  async *follow(from: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const bytes of from) {
      this.#text = `${this.#text}${bytes.toString('latin1')}`.slice(-TAIL_LENGTH);
      yield bytes;
    }
  }

  has(pattern: RegExp): boolean {
    return pattern.test(this.#text);
  }
}

const TAIL_LENGTH: number = 16 << 10;
