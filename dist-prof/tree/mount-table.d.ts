import type { HostPath } from '../base/bytes-path.js';
export interface HostMount {
  readonly at: HostPath;
  readonly type: string;
  readonly isReadOnly: boolean;
}
export declare function readMountTable(): HostMount[];
/** Every mount that no later one covers, parents first. */
export declare function visibleMounts(mountinfo: string): HostMount[];
