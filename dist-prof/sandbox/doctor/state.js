/** The state directory: uppers lie in it, so what its file system can do decides what a job can do. */
import { mkdtemp, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { rawFromText } from '../../base/bytes-path.js';
import { hasErrno, messageOf } from '../../base/errors.js';
import { O_DIRECTORY, O_RDONLY } from '../../native/constants.js';
import { syscalls } from '../../native/syscalls.js';

const KNOWN_TYPES = {
  0xef53: 'ext4',
  0x58465342: 'xfs',
  0x9123683e: 'btrfs',
  0x01021994: 'tmpfs',
  0xf2f52010: 'f2fs',
  0x2fc12fc1: 'zfs',
  0xca451a4e: 'bcachefs',
};
// What the kernel takes no upper on, or none that is whole.
const UNFIT_TYPES = {
  0x794c7630: 'overlay',
  0x6969: 'nfs',
  0x65735546: 'fuse',
  0x01021997: '9p',
  0x4d44: 'vfat',
  0x2011bab0: 'exfat',
  0xff534d42: 'cifs',
  0xfe534d42: 'smb',
  0xf15f: 'ecryptfs',
};
const GROUP = 'state';
const ELSEWHERE = 'set LAYOVER_HOME to a directory of your own on ext4, xfs, btrfs or tmpfs';
/** The directory itself or, where it is yet to be made, the nearest one above it that is there. */
export async function findExisting(path) {
  const at = resolve(path);
  try {
    if ((await stat(at)).isDirectory()) return at;
  } catch (error) {
    if (!hasErrno(error, 'ENOENT', 'ENOTDIR', 'EACCES')) throw error;
  }
  return await findExisting(dirname(at));
}
/** An empty directory in `parent`, or undefined where none can be made. */
export async function makeFolder(parent) {
  return await mkdtemp(join(parent, '.layover-doctor-')).catch(() => undefined);
}
/** Whether `openHome` would take it: made, or to be made, and its owner's alone. */
export async function checkDirectory(home, { existing, isWritable }) {
  const at = resolve(home);
  const check = { name: 'directory', group: GROUP };
  const refuse = (detail, remedy) => ({
    ...check,
    status: 'missing',
    detail,
    remedy,
    affects: 'jobs: their changes lie there',
  });
  if (existing !== at) {
    return isWritable
      ? { ...check, status: 'ok', detail: `${at} can be made` }
      : refuse(`${at} cannot be made in ${existing}`, ELSEWHERE);
  }
  const { uid, mode } = await stat(at);
  if (uid !== process.getuid?.()) return refuse(`${at} belongs to user ${uid}`, ELSEWHERE);
  if ((mode & 0o077) !== 0)
    return refuse(`${at} is open to others: mode ${(mode & 0o777).toString(8)}`, `chmod 700 ${at}`);
  return isWritable
    ? { ...check, status: 'ok', detail: `${at} is there` }
    : refuse(`nothing can be made in ${at}`, ELSEWHERE);
}
/** `folder` is an empty one of ours, in the state directory or where that would be made. */
export async function checkState(folder, mode) {
  const file = join(folder, 'xattrs');
  await writeFile(file, '');
  const fd = syscalls.open(rawFromText(folder), O_RDONLY | O_DIRECTORY);
  try {
    const keys = mode === 'root' ? ['trusted.layover', 'user.layover'] : ['user.layover'];
    return [checkType(syscalls.statfs(fd)), ...keys.map((key, index) => checkXattr(fd, key, index === 0))];
  } finally {
    syscalls.close(fd);
  }
}
function checkType({ type, freeBlocks, blockSize }) {
  const unsigned = type >>> 0;
  const free = `${((freeBlocks * blockSize) / 2 ** 30).toFixed(1)} GiB free`;
  const unfit = UNFIT_TYPES[unsigned];
  const check = { name: 'file system', group: GROUP };
  if (unfit !== undefined) {
    return {
      ...check,
      status: 'limited',
      detail: `${unfit}, ${free}`,
      remedy: ELSEWHERE,
      affects: 'the kernel overlay, which takes no upper there',
    };
  }
  return {
    ...check,
    status: 'ok',
    detail: `${KNOWN_TYPES[unsigned] ?? `of type 0x${unsigned.toString(16)}`}, ${free}`,
  };
}
function checkXattr(fd, key, isForMarks) {
  const prefix = key.slice(0, key.indexOf('.'));
  const check = { name: `${prefix}.* attributes`, group: GROUP };
  try {
    syscalls.setXattr(fd, 'xattrs', { key, value: Buffer.from('1') });
    return { ...check, status: 'ok', detail: 'set one' };
  } catch (error) {
    const errno = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    const affects = isForMarks
      ? 'the kernel overlay, which keeps its marks in them'
      : 'attributes that jobs set on files';
    return {
      ...check,
      status: isForMarks ? 'missing' : 'limited',
      detail: messageOf(error),
      errno,
      remedy: ELSEWHERE,
      affects,
    };
  }
}
//# sourceMappingURL=state.js.map
