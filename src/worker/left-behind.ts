/**
 * What a job left running in its thread. A timer that nobody waits for is cleared; anything else that could still run
 * its code, or hold its files, is told of, and the thread is replaced.
 */
import async_hooks from 'node:async_hooks';
import { ChildProcess } from 'node:child_process';
import dgram from 'node:dgram';
import diagnostics_channel from 'node:diagnostics_channel';
import fs from 'node:fs';
import inspector from 'node:inspector';
import Module from 'node:module';
import net from 'node:net';
import timers from 'node:timers/promises';
import { MessagePort, Worker } from 'node:worker_threads';

type Method = (this: object, ...args: unknown[]) => unknown;

interface Timer {
  readonly _destroyed?: boolean;
}

export class LeftBehind {
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #leaks = new Set<string>();
  readonly #modules: Record<string, unknown>;
  #resources: ReadonlyMap<string, number> = new Map();
  #known = 0;
  #code: readonly string[] = [];

  constructor() {
    this.#modules = Reflect.get(Module, '_cache') as Record<string, unknown>;
    this.#watchTimers();
    this.#watchUnref();
    this.#watchHooks();
  }

  /** `code`: the folders whose modules may stay loaded. */
  begin(code: readonly string[]): void {
    this.#code = code;
    this.#leaks.clear();
    this.#timers.clear();
    this.#known = Object.keys(this.#modules).length;
    this.#resources = countResources();
  }

  note(leak: string): void {
    this.#leaks.add(leak);
  }

  /** A module of the view stays loaded under its path, where another job's view has another one. */
  noteModule(file: string): void {
    if (!this.#code.some((folder) => file.startsWith(`${folder}/`))) this.note('module of the view');
  }

  /** What was rejected and nobody waits for is told of at the end of a turn. */
  async end(): Promise<string[]> {
    await new Promise(setImmediateOnce);
    for (const timer of this.#timers) {
      if ((timer as Timer)._destroyed !== true) clearTimeout(timer);
    }
    for (const file of Object.keys(this.#modules).slice(this.#known)) this.noteModule(file);
    for (const name of await this.#findResources()) this.note(name);
    return [...this.#leaks];
  }

  /** What is just closing is given a few turns to be gone. */
  async #findResources(): Promise<string[]> {
    let found: string[] = [];
    for (let turn = 0; turn < 4; turn += 1) {
      found = [...countResources()].flatMap(([name, count]) =>
        count > (this.#resources.get(name) ?? 0) ? [name] : [],
      );
      if (found.length === 0) return [];
      await new Promise(setImmediateOnce);
    }
    return found;
  }

  #watchTimers(): void {
    const timer = setTimeout(() => undefined, 0);
    clearTimeout(timer);
    const prototype = Object.getPrototypeOf(timer) as { unref: Method };
    const { unref } = prototype;
    const unreferenced = this.#timers;
    prototype.unref = function unrefInJob(this: object, ...args) {
      unreferenced.add(this as NodeJS.Timeout);
      return unref.apply(this, args);
    };
    const calls = timers as unknown as Record<string, (...args: unknown[]) => unknown>;
    for (const name of ['setTimeout', 'setInterval', 'setImmediate']) {
      const call = calls[name] as (...args: unknown[]) => unknown;
      calls[name] = (...args) => {
        const options = args.at(-1);
        if (typeof options === 'object' && options !== null && Reflect.get(options, 'ref') === false)
          this.note('timer');
        return call(...args);
      };
    }
  }

  /** What no longer holds the thread open is not listed as a resource. */
  #watchUnref(): void {
    const prototypes: ReadonlyArray<readonly [name: string, prototype: object]> = [
      ['socket', net.Socket.prototype],
      ['server', net.Server.prototype],
      ['datagram socket', dgram.Socket.prototype],
      ['child process', ChildProcess.prototype],
      ['thread', Worker.prototype],
      ['message port', MessagePort.prototype],
      ['immediate', immediatePrototype()],
    ];
    for (const [name, prototype] of prototypes) this.#noteCalls(name, prototype, 'unref');
    this.#noteCalls('file watcher', fs, 'watchFile');
    const watch = fs.watch as unknown as (...args: unknown[]) => object;
    Reflect.set(fs, 'watch', (...args: unknown[]) => {
      const watcher = watch(...args);
      this.#noteCalls('file watcher', watcher, 'unref');
      return watcher;
    });
  }

  /** What would be told of everything that happens in this thread from then on. */
  #watchHooks(): void {
    this.#noteCalls('hook of asynchronous calls', async_hooks, 'createHook');
    this.#noteCalls('hook of modules', Module, 'register');
    this.#noteCalls('inspector', inspector, 'open');
    this.#noteCalls('subscription', diagnostics_channel, 'subscribe');
  }

  #noteCalls(leak: string, object: object, name: string): void {
    const call = Reflect.get(object, name) as Method;
    const note = (): void => this.note(leak);
    Reflect.set(object, name, function noted(this: object, ...args: unknown[]) {
      note();
      return call.apply(this, args);
    });
  }
}

const setImmediateOnce = setImmediate;

function immediatePrototype(): object {
  const immediate = setImmediate(() => undefined);
  clearImmediate(immediate);
  return Object.getPrototypeOf(immediate) as object;
}

function countResources(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of process.getActiveResourcesInfo()) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
