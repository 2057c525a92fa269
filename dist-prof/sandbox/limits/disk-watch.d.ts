import { type Measure } from '../../tree/measure.js';
export interface DiskWatchRequest {
  /** Open on the file system of the trees. */
  readonly fd: number;
  readonly limit: Measure;
  /** What the trees take, counted until it is more than `enough`. */
  readonly measure: (enough: Measure) => Promise<Measure>;
  readonly listProcesses: () => number[];
  readonly onFull: (which: 'disk' | 'inodes') => void;
}
export declare class DiskWatch implements Disposable {
  #private;
  constructor(request: DiskWatchRequest);
  [Symbol.dispose](): void;
}
