/** Which descriptors a job of the portable runner has open: there is no mount to tell them by. */
import type { EventEmitter } from 'node:events';
import fs from 'node:fs';
import type { FileHandle } from 'node:fs/promises';

type Call = (...args: unknown[]) => unknown;

export class OwnDescriptors {
  readonly #open = new Set<number>();

  /** Notes what is opened and closed from now on. Before the calls of node:fs are replaced any further. */
  constructor() {
    const calls = fs as unknown as Record<string, Call>;
    const promises = fs.promises as unknown as Record<string, Call>;
    const { openSync, closeSync, close } = calls as Record<'openSync' | 'closeSync' | 'close', Call>;
    calls['openSync'] = (...args) => this.#note(openSync(...args) as number);
    calls['closeSync'] = (fd) => {
      closeSync(fd);
      this.#open.delete(fd as number);
    };
    calls['close'] = (fd, ...rest) => {
      this.#open.delete(fd as number);
      return close(fd, ...rest);
    };
    const open = promises['open'] as Call;
    promises['open'] = async (...args) => {
      const handle = (await open(...args)) as FileHandle & EventEmitter;
      const fd = this.#note(handle.fd);
      handle.once('close', () => this.#open.delete(fd));
      return handle;
    };
  }

  get open(): number[] {
    return [...this.#open];
  }

  /** Of the job that begins. */
  forget(): void {
    this.#open.clear();
  }

  #note(fd: number): number {
    this.#open.add(fd);
    return fd;
  }
}
