import {
  S_IFBLK,
  S_IFCHR,
  S_IFDIR,
  S_IFIFO,
  S_IFLNK,
  S_IFMT,
  S_IFREG,
  S_IFSOCK,
} from '../native/constants.js';

const TYPES = {
  [S_IFREG]: 'file',
  [S_IFDIR]: 'directory',
  [S_IFLNK]: 'symlink',
  [S_IFIFO]: 'fifo',
  [S_IFSOCK]: 'socket',
  [S_IFCHR]: 'character',
  [S_IFBLK]: 'block',
};
export function typeOfMode(mode) {
  const type = TYPES[mode & S_IFMT];
  if (type === undefined) throw new Error(`Mode ${mode.toString(8)} has no known file type`);
  return type;
}
//# sourceMappingURL=entry.js.map
