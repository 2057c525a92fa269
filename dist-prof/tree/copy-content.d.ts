import type { Entry } from './entry.js';
export interface CopyContent {
  readonly from: number;
  /** An empty file, open for writing. */
  readonly to: number;
  /** What `from` is; its size is what gets copied. */
  readonly entry: Entry;
  readonly checkCanceled?: (() => void) | undefined;
}
/** Copies a file's content: shared where the file system can, else data only, so that holes stay holes. */
export declare function copyContent(copy: CopyContent): void;
