import type { RawPath } from '../../../base/bytes-path.js';
/** Something in an import that the layer does not have as its maker wrote it. */
export interface ImportNote {
  readonly path: RawPath;
  /** What was left out or taken differently, and why. */
  readonly what: string;
}
export declare class ImportNotes {
  #private;
  readonly kept: ImportNote[];
  /** How many there were, kept or not. */
  get count(): number;
  add(path: RawPath, what: string): void;
}
