import { type RawPath } from '../base/bytes-path.js';
import type { Part } from '../overlay/part.js';
import type { Entry } from '../tree/entry.js';
import type { LayerStyle } from './store.js';
/** The objects of a job's upper that a layer may have as they are: those whose marks are written as the layer's. */
export declare class UpperFiles implements Disposable {
  #private;
  constructor(part: Part, style: LayerStyle);
  /** Runs `use` with the place of an entry; false where it does not lie in such an upper, or `use` says so. */
  lend(entry: Entry, use: (from: { dirfd: number; name: RawPath }) => boolean): boolean;
  [Symbol.dispose](): void;
}
