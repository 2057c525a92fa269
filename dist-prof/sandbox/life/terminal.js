/** A job on a terminal of its own: its init makes the pty, in the job's own devpts, and sends the master here. */
import { Readable } from 'node:stream';
import { ReadStream } from 'node:tty';
import { O_RDWR } from '../../native/constants.js';
import { syscalls } from '../../native/syscalls.js';
import { pumpOutput } from './output.js';
import { drain } from './streams.js';
export class TerminalStreams {
  ends;
  #request;
  #channel;
  #size;
  #master;
  #stream;
  constructor(request, size) {
    const [channel, terminalChannel] = syscalls.socketpair();
    // The streams are the terminal's; these three only fill the places of the pipes.
    const [stdin, stdout, stderr] = [0, 1, 2].map(() => syscalls.open('/dev/null', O_RDWR));
    this.ends = { stdin, stdout, stderr, terminalChannel };
    this.#request = request;
    this.#channel = channel;
    this.#size = size;
  }
  closeJobEnds() {
    for (const fd of Object.values(this.ends)) syscalls.close(fd);
  }
  async pump() {
    const master = this.#receiveMaster();
    if (master === undefined) return;
    this.#master = master;
    this.resize(this.#size);
    const stream = new ReadStream(master);
    this.#stream = stream;
    const { stdin, stdout, ...request } = this.#request;
    if (stdin instanceof Readable) stdin.on('data', this.#type);
    else if (stdin !== undefined) stream.write(stdin);
    await pumpOutput(stream, { ...request, name: 'stdout', copy: stdout });
  }
  async finish(pumped) {
    if (this.#request.stdin instanceof Readable) this.#request.stdin.off('data', this.#type);
    await drain(pumped, () => this.destroy());
    this.destroy();
  }
  destroy() {
    this.#stream?.destroy();
    this.#master = undefined;
  }
  resize(size) {
    this.#size = size;
    if (this.#master !== undefined) syscalls.setWindowSize(this.#master, size);
  }
  #type = (chunk) => {
    this.#stream?.write(chunk);
  };
  /** Undefined where the job never came so far: its own failure tells why. */
  #receiveMaster() {
    try {
      return syscalls.receiveDescriptor(this.#channel);
    } catch {
      return undefined;
    } finally {
      syscalls.close(this.#channel);
    }
  }
}
//# sourceMappingURL=terminal.js.map
