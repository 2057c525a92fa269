import { type HostPath } from '../../base/bytes-path.js';
import type { CommitOptions } from '../../commit/report.js';
import type { MarkStyle } from '../../overlay/part.js';

interface CopyRequest {
  readonly lowers: readonly HostPath[];
  readonly marks: MarkStyle;
  readonly target: HostPath;
}
/** From the lowest up: each layer is an upper over what lies there by then. */
export declare function copyLowers(
  { lowers, marks, target }: CopyRequest,
  control: Pick<CommitOptions, 'onProgress' | 'checkCanceled'>,
): void;
export {};
