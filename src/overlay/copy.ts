import { type HostPath, joinRaw, type RawPath } from '../base/bytes-path.js';
import type { MountContext, OverlayDriver, Place } from './driver.js';
import type { Mount } from './mount.js';

/** The last resort: the upper is a whole copy of what the lowers show, compared with them afterwards. */
export const copyDriver: OverlayDriver = {
  name: 'copy',
  preparation: 'copy',
  marks: () => 'plain',
  plan({ at, directory }: Place, { mode }: MountContext): Mount {
    const source = joinRaw(directory, 'upper' as RawPath) as HostPath;
    return {
      kind: 'bind',
      target: at,
      source,
      isReadOnly: false,
      isRecursive: false,
      isMapped: mode === 'root',
    };
  },
};
