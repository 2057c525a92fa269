/** What an import is from: opened, and told apart by its content. */
import { createReadStream, fstatSync } from 'node:fs';
import { Socket } from 'node:net';
import { quoteRaw } from '../../../base/bytes-path.js';
import { hasErrno, LayoverError, messageOf } from '../../../base/errors.js';
import {
  O_NOCTTY,
  O_NONBLOCK,
  O_RDONLY,
  S_IFDIR,
  S_IFIFO,
  S_IFMT,
  S_IFREG,
  S_IFSOCK,
} from '../../../native/constants.js';
import { syscalls } from '../../../native/syscalls.js';
import { isDeviceFailure } from '../../device-failure.js';
import { readRegion } from './bytes.js';
export function describeSource(source) {
  return source === '-' ? 'Standard input' : quoteRaw(source);
}
export function openSource(source, check) {
  if (source === '-') return openStandardInput(check);
  const fd = openPath(source);
  const { mode, size } = syscalls.stat(fd, '');
  const close = { [Symbol.dispose]: () => syscalls.close(fd) };
  if ((mode & S_IFMT) === S_IFDIR) return { kind: 'directory', fd, ...close };
  if ([S_IFIFO, S_IFSOCK].includes(mode & S_IFMT)) return { kind: 'stream', ...streamOf(fd, check) };
  if ((mode & S_IFMT) !== S_IFREG) {
    syscalls.close(fd);
    throw new LayoverError('LAYOVER_USAGE', `${quoteRaw(source)} is a device`, { hint: SOURCE_HINT });
  }
  const region = { fd, offset: 0, size };
  return { kind: 'file', region, bytes: readRegion(region), ...close };
}
const SOURCE_HINT = 'The source is a directory, a tar, an image, or - for standard input.';
function openPath(path) {
  try {
    return syscalls.open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
  } catch (cause) {
    if (isDeviceFailure(cause)) throw cause;
    const problem = hasErrno(cause, 'ENOENT')
      ? `There is no ${quoteRaw(path)}`
      : `${quoteRaw(path)} cannot be read: ${messageOf(cause)}`;
    throw new LayoverError('LAYOVER_USAGE', problem, {
      cause,
      hint: SOURCE_HINT,
    });
  }
}
// A pipe is opened once more, so that reading changes nothing for others who have it. A socket cannot be: it is used up.
function openStandardInput(check) {
  const stats = fstatSync(0);
  if (stats.isDirectory()) {
    throw new LayoverError('LAYOVER_USAGE', 'Standard input is a directory', { hint: 'Name it as SOURCE.' });
  }
  if (stats.isFIFO()) {
    const fd = syscalls.open('/proc/self/fd/0', O_RDONLY | O_NONBLOCK);
    return { kind: 'stream', ...streamOf(fd, check) };
  }
  if (stats.isSocket()) return { kind: 'stream', ...streamOf(0, check) };
  const stream = createReadStream('', { fd: 0, autoClose: false, highWaterMark: 256 * 1024 });
  return { kind: 'stream', bytes: stream, [Symbol.dispose]: () => void stream.destroy() };
}
const CHECK_MS = 100;
/** Takes over the descriptor. While nothing comes, only a timer sees that nobody waits any more. */
function streamOf(fd, check) {
  const socket = new Socket({ fd, readable: true, writable: false });
  const timer = setInterval(() => {
    try {
      for (let round = 0; round < CHECKS_A_LOOK; round += 1) check();
    } catch (error) {
      socket.destroy(error);
    }
  }, CHECK_MS);
  const dispose = () => {
    clearInterval(timer);
    socket.destroy();
  };
  return { bytes: socket, [Symbol.dispose]: dispose };
}
// A check looks only now and then.
const CHECKS_A_LOOK = 64;
//# sourceMappingURL=source.js.map
