/** The data of a sparse file as it comes, with the holes where they belong. */
export class SparseContent {
  #size;
  #spans;
  #next = 0;
  #at = 0;
  constructor({ size, spans }) {
    this.#size = size;
    this.#spans = spans.filter(({ length }) => length > 0);
  }
  /** The map is of just as much data as there is. */
  take(piece, sink) {
    for (let done = 0; done < piece.length; ) {
      const span = this.#spans[this.#next];
      if (span === undefined) throw new Error('There is more data than the map is of');
      this.#skipTo(span.offset, sink);
      const end = span.offset + span.length;
      const part = piece.subarray(done, done + end - this.#at);
      sink.data(part);
      this.#at += part.length;
      done += part.length;
      if (this.#at === end) this.#next += 1;
    }
  }
  end(sink) {
    this.#skipTo(this.#size, sink);
  }
  #skipTo(offset, sink) {
    if (offset <= this.#at) return;
    sink.hole(offset - this.#at);
    this.#at = offset;
  }
}
//# sourceMappingURL=sparse-content.js.map
