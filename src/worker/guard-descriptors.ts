/**
 * Descriptors are numbers that all threads of a process share: one that a job closes twice may be another job's by then, or
 * the thread's own. A job closes what it has opened, which lies in its view; the rest is no file of its.
 */
import fs from 'node:fs';
import { syscalls } from '../native/syscalls.js';

type Close = (fd: number, done?: (error: Error | null) => void) => void;

/** `mounts`: the job's, while there is one. */
export function guardDescriptors(mounts: () => readonly number[] | undefined): void {
  const { close, closeSync } = fs as unknown as { close: Close; closeSync: Close };
  const refusal = (fd: unknown): Error | undefined => {
    if (typeof fd !== 'number' || !Number.isInteger(fd) || fd < 0) return undefined; // Node's own error is better
    const own = mounts();
    const [mount = -1] = own === undefined ? [] : syscalls.mountsOf([fd]);
    if (own === undefined || own.includes(mount)) return undefined;
    const error = new Error(`EBADF: bad file descriptor, close ${fd}: it is not the job's`);
    return Object.assign(error, { code: 'EBADF', errno: -9, syscall: 'close' });
  };
  Reflect.set(fs, 'closeSync', (fd: number) => {
    const error = refusal(fd);
    if (error) throw error;
    closeSync(fd);
  });
  Reflect.set(fs, 'close', (fd: number, ...rest: [((error: Error | null) => void)?]) => {
    const error = refusal(fd);
    if (error === undefined) return close(fd, ...rest);
    process.nextTick(() => rest[0]?.(error));
  });
}
