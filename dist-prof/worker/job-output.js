/** Where a job in a thread prints: real pipes, written at once, so that a slow reader slows the job and nothing is lost. */
import { writeSync } from 'node:fs';
import { Writable } from 'node:stream';
import { hasErrno } from '../base/errors.js';

// Found before a job can put something else in its place.
const write = writeSync;
/** Every byte, however long the pipe is full. */
export function writeAll(fd, bytes) {
  let done = 0;
  while (done < bytes.length) {
    try {
      done += write(fd, bytes, done);
    } catch (error) {
      if (!hasErrno(error, 'EAGAIN', 'EINTR')) throw error;
    }
  }
}
/** A standard stream: like those of a process it cannot be ended or destroyed. */
class JobStream extends Writable {
  fd;
  constructor(fd) {
    super({ decodeStrings: true });
    this.fd = fd;
  }
  _write(chunk, _encoding, done) {
    writeAll(this.fd, chunk);
    done();
  }
  end(...args) {
    const [chunk] = args;
    if (chunk !== undefined && chunk !== null && typeof chunk !== 'function') this.write(chunk);
    const done = args.at(-1);
    if (typeof done === 'function') process.nextTick(done);
    return this;
  }
  destroy() {
    return this;
  }
}
/** Takes the place of this thread's standard streams, the console's included. */
export function installOutput({ stdout, stderr }) {
  const streams = { stdout: new JobStream(stdout), stderr: new JobStream(stderr) };
  for (const [name, value] of Object.entries(streams))
    Object.defineProperty(process, name, { value, configurable: true, enumerable: true, writable: true });
}
//# sourceMappingURL=job-output.js.map
