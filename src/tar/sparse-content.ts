import type { SparseFile, SparseSpan } from './sparse.js';

/** What takes a sparse file in its order. */
export interface SparseSink {
  data(piece: Buffer): void;
  /** So many zeros. */
  hole(bytes: number): void;
}

/** The data of a sparse file as it comes, with the holes where they belong. */
export class SparseContent {
  readonly #size: number;
  readonly #spans: readonly SparseSpan[];
  #next = 0;
  #at = 0;

  constructor({ size, spans }: SparseFile) {
    this.#size = size;
    this.#spans = spans.filter(({ length }) => length > 0);
  }

  /** The map is of just as much data as there is. */
  take(piece: Buffer, sink: SparseSink): void {
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

  end(sink: SparseSink): void {
    this.#skipTo(this.#size, sink);
  }

  #skipTo(offset: number, sink: SparseSink): void {
    if (offset <= this.#at) return;
    sink.hole(offset - this.#at);
    this.#at = offset;
  }
}
