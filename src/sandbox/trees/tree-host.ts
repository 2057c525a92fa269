/**
 * Where work on trees is done, never on the main thread: in threads of this process (root), or in one process
 * inside the keeper's user namespace (rootless), which may read and delete what any id of a job owns.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MessageChannel } from 'node:worker_threads';
import type { Piscina } from 'piscina';
import { LayoverError } from '../../base/errors.js';
import { type PackedError, unpackError } from '../../base/packed-error.js';
import { KEEPER_PATH } from '../../jail/keeper.js';
import type { TakeItems } from './batches.js';
import { withCancelFile } from './cancel.js';
import type { Progress, TaskName, TreeTasks } from './tree-tasks.js';

export interface TaskOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: Progress | undefined;
}

export interface HostOptions<N extends TaskName = TaskName> extends TaskOptions {
  /** Takes the items that the task hands over. */
  readonly onItems?: TakeItems<ItemOf<N>> | undefined;
}

type ItemOf<N extends TaskName> = TreeTasks[N] extends { readonly items: infer Item } ? Item : never;

export interface TreeHost extends AsyncDisposable {
  /** Whether it can still be asked. */
  readonly isAlive: boolean;
  run<N extends TaskName>(
    name: N,
    input: TreeTasks[N]['input'],
    options?: HostOptions<N>,
  ): Promise<TreeTasks[N]['result']>;
}

type Answer = { readonly result: unknown; readonly error?: undefined } | { readonly error: PackedError };

function open<N extends TaskName>(answer: Answer): TreeTasks[N]['result'] {
  if (answer.error) throw unpackError(answer.error);
  return answer.result as TreeTasks[N]['result'];
}

/** A thread takes some 80 ms to start: the second one stays for as long as there is something to do now and then. */
const IDLE_MS = 10_000;

/** Up to two threads, so that emptying the trash never holds up the reading of an upper. */
export async function startThreadHost(cancelFolder: string): Promise<TreeHost> {
  const { Piscina: Pool } = await import('piscina');
  const filename = fileURLToPath(new URL('./tree-worker.js', import.meta.url));
  const options = {
    filename,
    minThreads: 1,
    maxThreads: 2,
    idleTimeout: IDLE_MS,
    atomics: 'disabled',
    execArgv: importFlags(),
  } as const;
  return new ThreadHost(new Pool(options), cancelFolder);
}

// The pool's threads try require() on a module first. A thread that is ended while it does so takes the whole process
// with it (seen on Node 20.20: a failed check in CreateRequiredModuleFacade), so they are made to use import() at once.
const NO_REQUIRE_OF_MODULES = '--no-experimental-require-module';

function importFlags(): string[] {
  return process.allowedNodeEnvironmentFlags.has(NO_REQUIRE_OF_MODULES) ? [NO_REQUIRE_OF_MODULES] : [];
}

class ThreadHost implements TreeHost {
  readonly isAlive = true; // the pool replaces a thread that dies
  #isClosed = false;
  readonly #pool: Piscina;
  readonly #cancelFolder: string;

  constructor(pool: Piscina, cancelFolder: string) {
    this.#pool = pool;
    this.#cancelFolder = cancelFolder;
  }

  async run<N extends TaskName>(
    name: N,
    input: TreeTasks[N]['input'],
    { signal, ...listeners }: HostOptions<N> = {},
  ): Promise<TreeTasks[N]['result']> {
    return await withCancelFile(newCancelFile(this.#cancelFolder), signal, async (cancelFile) => {
      const task = { name, input, cancelFile };
      const listens = listeners.onProgress ?? listeners.onItems;
      return open<N>((await (listens ? this.#listen(task, listeners) : this.#pool.run(task))) as Answer);
    }).catch((error: unknown) => {
      throw this.#isClosed ? closedMeanwhile(error) : error;
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    await this.#pool.destroy();
  }

  async #listen(task: object, listeners: Listeners): Promise<unknown> {
    const { port1, port2 } = new MessageChannel();
    port1.on('message', (told: Told) => void hear(told, listeners, (answer) => port1.postMessage(answer)));
    port1.unref();
    return await this.#pool.run({ ...task, port: port2 }, { transferList: [port2] });
  }
}

/** What the pool itself says of a task that it was ended with, in so many words. */
function closedMeanwhile(cause: unknown): unknown {
  return cause instanceof LayoverError ? cause : closed(cause);
}

function closed(cause?: unknown): LayoverError {
  const message = 'The work on a tree ended with its runner, which was closed';
  return new LayoverError('LAYOVER_CANCELED', message, cause === undefined ? {} : { cause });
}

/** What a task says while it runs. */
export type Told =
  | { readonly progress: readonly [done: number, total: number] }
  | { readonly items: readonly unknown[] };

/** The answer to `items`. */
export interface Heard {
  readonly goesOn: boolean;
}

interface Listeners {
  readonly onProgress?: Progress | undefined;
  readonly onItems?: TakeItems<never> | undefined;
}

async function hear(told: Told, listeners: Listeners, answer: (heard: Heard) => void): Promise<void> {
  if ('progress' in told) return listeners.onProgress?.(...told.progress);
  try {
    answer({ goesOn: (await listeners.onItems?.(told.items as never)) === true });
  } catch {
    answer({ goesOn: false }); // the reader's own affair, which its caller sees
  }
}

function newCancelFile(folder: string): string {
  return join(folder, `cancel-${randomUUID()}`);
}

/** Behind the standard ones; nothing else that the caller has open goes along. */
const CHANNEL_FD = 3;

/** `keeperPid`: whose user namespace to work in. */
export function startProcessHost(keeperPid: number, cancelFolder: string): TreeHost {
  const entry = fileURLToPath(new URL('./tree-process.js', import.meta.url));
  const child = fork(entry, {
    execPath: KEEPER_PATH,
    execArgv: ['enter', String(keeperPid), String(CHANNEL_FD), process.execPath],
    env: {},
    serialization: 'advanced',
  });
  return new ProcessHost(child, cancelFolder);
}

interface Waiter {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
  readonly listeners: Listeners;
}

type Message = { readonly id: number } & (Answer | Told);

class ProcessHost implements TreeHost {
  readonly #child: ChildProcess;
  readonly #cancelFolder: string;
  readonly #waiters = new Map<number, Waiter>();
  #next = 1;

  constructor(child: ChildProcess, cancelFolder: string) {
    this.#child = child;
    this.#cancelFolder = cancelFolder;
    child.on('message', (message: Message) => this.#receive(message));
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

  async run<N extends TaskName>(
    name: N,
    input: TreeTasks[N]['input'],
    { signal, ...listeners }: HostOptions<N> = {},
  ): Promise<TreeTasks[N]['result']> {
    return await withCancelFile(newCancelFile(this.#cancelFolder), signal, async (cancelFile) => {
      const id = this.#next++;
      const answer = new Promise<Answer>((resolve, reject) => {
        this.#waiters.set(id, { resolve, reject, listeners });
      });
      this.#child.ref();
      this.#child.channel?.ref();
      this.#child.send({ id, name, input, cancelFile });
      return open<N>(await answer);
    });
  }

  get isAlive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.isAlive) return;
    this.#fail(closed());
    this.#child.ref();
    const exited = new Promise<void>((resolve) => this.#child.once('exit', () => resolve()));
    if (this.#child.connected) this.#child.disconnect();
    await exited;
  }

  #receive(message: Message): void {
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

  #fail(error: LayoverError): void {
    const waiters = [...this.#waiters.values()];
    this.#waiters.clear();
    for (const waiter of waiters) waiter.reject(error);
  }

  /** Waiting for nothing, it does not hold the program open. */
  #idle(): void {
    this.#child.unref();
    this.#child.channel?.unref();
  }
}
