import { joinRaw } from '../base/bytes-path.js';
export const FUSE_OVERLAYFS = '/usr/bin/fuse-overlayfs';
/**
 * fuse-overlayfs, where the kernel refuses an overlay of its own. The daemon maps owners itself, so that what
 * lies on disk has the ids that the job saw; `volatile` leaves syncing to the commit.
 */
export const fuseDriver = {
  name: 'fuse',
  preparation: 'skeleton',
  marks: () => 'fuse',
  plan({ at, lowers, directory }, { mode, idMap }) {
    const skeleton = joinRaw(directory, 'skeleton');
    return {
      kind: 'fuse',
      target: at,
      lowers: [skeleton, ...lowers],
      directory,
      daemon: daemonWords(mode, idMap),
    };
  },
};
function daemonWords(mode, idMap) {
  const mapping = idMap.split(' ').join(':');
  const owners = mode === 'root' ? `,uidmapping=${mapping},gidmapping=${mapping}` : '';
  return [FUSE_OVERLAYFS, '-f', '-o', '@layers', '-o', `volatile,noacl${owners}`, '@device'];
}
//# sourceMappingURL=fuse.js.map
