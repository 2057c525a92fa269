import type { Mount } from '../../overlay/mount.js';
import type { Part } from '../../overlay/part.js';
import type { PortablePlan } from '../../worker/messages.js';
export interface PortableRequest {
  readonly parts: readonly Part[];
  /** Everything but the places with an upper. */
  readonly mounts: readonly Mount[];
  readonly jobPath: string;
  readonly codeRoots: readonly string[];
  readonly lowerMarks: 'trusted' | 'user';
}
/** Makes the directories that stand for what is a file system of its own elsewhere. */
export declare function planPortable({
  parts,
  mounts,
  jobPath,
  codeRoots,
  lowerMarks,
}: PortableRequest): PortablePlan;
