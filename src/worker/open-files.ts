import { O_DIRECTORY } from '../native/constants.js';
import { syscalls } from '../native/syscalls.js';
import { withFd } from './mounts.js';

const FDS_AT_ONCE = 1_024;

/** The files of these mounts that are open in this process, whichever thread opened them, as descriptors. */
export function findOpenOn(mounts: readonly number[]): number[] {
  const fds = withFd(syscalls.open('/proc/self/fd', O_DIRECTORY), (fd) =>
    syscalls.readDirectory(fd).map(Number),
  );
  const found: number[] = [];
  for (let start = 0; start < fds.length; start += FDS_AT_ONCE) {
    const some = fds.slice(start, start + FDS_AT_ONCE);
    const on = syscalls.mountsOf(some);
    found.push(...some.filter((_, index) => mounts.includes(on[index] as number)));
  }
  return found;
}
