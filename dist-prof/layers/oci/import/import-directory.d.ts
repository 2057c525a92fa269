/** A directory of this machine as a layer: a copy, as it is but for what no import may have. */
import { type HostPath } from '../../../base/bytes-path.js';
import type { PublishedLayer } from '../../publish.js';
import type { ImportContext } from './context.js';
export interface DirectorySource {
  readonly path: HostPath;
  readonly name: string;
  readonly onProgress: (done: number, total: number) => void;
}
/** Nothing of it is taken for the mark of an overlay. What changes meanwhile is an error. */
export declare function importDirectory(
  { path, name, onProgress }: DirectorySource,
  context: ImportContext,
): PublishedLayer;
