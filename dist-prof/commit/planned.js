import { ROOT_PATH } from '../base/bytes-path.js';
/** For a directory that the job did not change: no owner is given, no time set. */
export const PLAIN_DIRECTORY = {
  type: 'directory',
  mode: 0o755,
  uid: -1,
  gid: -1,
  size: 0,
  mtimeNs: -1n,
  xattrs: [],
  source: { root: '', path: ROOT_PATH },
};
export function isPlainDirectory(entry) {
  return entry === PLAIN_DIRECTORY;
}
//# sourceMappingURL=planned.js.map
