import type { SparseFile } from './sparse.js';
/** What takes a sparse file in its order. */
export interface SparseSink {
  data(piece: Buffer): void;
  /** So many zeros. */
  hole(bytes: number): void;
}
/** The data of a sparse file as it comes, with the holes where they belong. */
export declare class SparseContent {
  #private;
  constructor({ size, spans }: SparseFile);
  /** The map is of just as much data as there is. */
  take(piece: Buffer, sink: SparseSink): void;
  end(sink: SparseSink): void;
}
