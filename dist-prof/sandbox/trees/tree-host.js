/**
 * Where work on trees is done, never on the main thread: in threads of this process (root), or in one process
 * inside the keeper's user namespace (rootless), which may read and delete what any id of a job owns.
 */
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MessageChannel } from 'node:worker_threads';
import { LayoverError } from '../../base/errors.js';
import { KEEPER_PATH } from '../../jail/keeper.js';
import { withCancelFile } from './cancel.js';
import { unpackError } from './task-error.js';

function open(answer) {
  if (answer.error) throw unpackError(answer.error);
  return answer.result;
}
/** Up to two threads, so that emptying the trash never holds up the reading of an upper. */
export async function startThreadHost(cancelFolder) {
  const { Piscina: Pool } = await import('piscina');
  const filename = fileURLToPath(new URL('./tree-worker.js', import.meta.url));
  const options = {
    filename,
    minThreads: 1,
    maxThreads: 2,
    atomics: 'disabled',
    execArgv: importFlags(),
  };
  return new ThreadHost(new Pool(options), cancelFolder);
}
// The pool's threads try require() on a module first. A thread that is ended while it does so takes the whole process
// with it (seen on Node 20.20: a failed check in CreateRequiredModuleFacade), so they are made to use import() at once.
const NO_REQUIRE_OF_MODULES = '--no-experimental-require-module';
function importFlags() {
  return process.allowedNodeEnvironmentFlags.has(NO_REQUIRE_OF_MODULES) ? [NO_REQUIRE_OF_MODULES] : [];
}
class ThreadHost {
  isAlive = true; // the pool replaces a thread that dies
  #pool;
  #cancelFolder;
  constructor(pool, cancelFolder) {
    this.#pool = pool;
    this.#cancelFolder = cancelFolder;
  }
  async run(name, input, { signal, ...listeners } = {}) {
    return await withCancelFile(newCancelFile(this.#cancelFolder), signal, async (cancelFile) => {
      const task = { name, input, cancelFile };
      const listens = listeners.onProgress ?? listeners.onItems;
      return open(await (listens ? this.#listen(task, listeners) : this.#pool.run(task)));
    });
  }
  async [Symbol.asyncDispose]() {
    await this.#pool.destroy();
  }
  async #listen(task, listeners) {
    const { port1, port2 } = new MessageChannel();
    port1.on('message', (told) => void hear(told, listeners, (answer) => port1.postMessage(answer)));
    port1.unref();
    return await this.#pool.run({ ...task, port: port2 }, { transferList: [port2] });
  }
}
async function hear(told, listeners, answer) {
  if ('progress' in told) return listeners.onProgress?.(...told.progress);
  try {
    answer({ goesOn: (await listeners.onItems?.(told.items)) === true });
  } catch {
    answer({ goesOn: false }); // the reader's own affair, which its caller sees
  }
}
function newCancelFile(folder) {
  return join(folder, `cancel-${randomUUID()}`);
}
/** `keeperPid`: whose user namespace to work in. */
export function startProcessHost(keeperPid, cancelFolder) {
  const entry = fileURLToPath(new URL('./tree-process.js', import.meta.url));
  const child = fork(entry, {
    execPath: KEEPER_PATH,
    execArgv: ['enter', String(keeperPid), process.execPath],
    env: {},
    serialization: 'advanced',
  });
  return new ProcessHost(child, cancelFolder);
}
class ProcessHost {
  #child;
  #cancelFolder;
  #waiters = new Map();
  #next = 1;
  constructor(child, cancelFolder) {
    this.#child = child;
    this.#cancelFolder = cancelFolder;
    child.on('message', (message) => this.#receive(message));
    child.once('exit', (code) =>
      this.#fail(new LayoverError('LAYOVER_KEEPER', `The process that reads trees ended with ${code}`)),
    );
    child.once('error', (cause) =>
      this.#fail(
        new LayoverError('LAYOVER_KEEPER', `The process that reads trees: ${cause.message}`, { cause }),
      ),
    );
    this.#idle();
  }
  async run(name, input, { signal, ...listeners } = {}) {
    return await withCancelFile(newCancelFile(this.#cancelFolder), signal, async (cancelFile) => {
      const id = this.#next++;
      const answer = new Promise((resolve, reject) => {
        this.#waiters.set(id, { resolve, reject, listeners });
      });
      this.#child.ref();
      this.#child.channel?.ref();
      this.#child.send({ id, name, input, cancelFile });
      return open(await answer);
    });
  }
  get isAlive() {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }
  async [Symbol.asyncDispose]() {
    if (!this.isAlive) return;
    this.#child.ref();
    const exited = new Promise((resolve) => this.#child.once('exit', () => resolve()));
    if (this.#child.connected) this.#child.disconnect();
    await exited;
  }
  #receive(message) {
    const { id } = message;
    const waiter = this.#waiters.get(id);
    if ('progress' in message || 'items' in message) {
      void hear(
        message,
        waiter?.listeners ?? {},
        (heard) => this.isAlive && this.#child.send({ id, ...heard }),
      );
      return;
    }
    this.#waiters.delete(id);
    waiter?.resolve(message);
    if (this.#waiters.size === 0) this.#idle();
  }
  #fail(error) {
    const waiters = [...this.#waiters.values()];
    this.#waiters.clear();
    for (const waiter of waiters) waiter.reject(error);
  }
  /** Waiting for nothing, it does not hold the program open. */
  #idle() {
    this.#child.unref();
    this.#child.channel?.unref();
  }
}
//# sourceMappingURL=tree-host.js.map
