/**
 * What a job left running in its thread. A timer that nobody waits for is cleared; anything else that could still run
 * its code, or hold its files, is told of, and the thread is replaced.
 */
import { ChildProcess } from 'node:child_process';
import dgram from 'node:dgram';
import fs from 'node:fs';
import Module from 'node:module';
import net from 'node:net';
import timers from 'node:timers/promises';
import { MessagePort, Worker } from 'node:worker_threads';
import { CODE_FOLDER } from './code-folder.js';

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

  constructor() {
    this.#modules = Reflect.get(Module, '_cache') as Record<string, unknown>;
    this.#watchTimers();
    this.#watchUnref();
  }

  begin(): void {
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
    if (!file.startsWith(`${CODE_FOLDER}/`)) this.note('module of the view');
  }

  async end(): Promise<string[]> {
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
    ];
    for (const [name, prototype] of prototypes) {
      const unref = Reflect.get(prototype, 'unref') as Method;
      const note = (): void => this.note(name);
      Reflect.set(prototype, 'unref', function unrefInJob(this: object, ...args: unknown[]) {
        note();
        return unref.apply(this, args);
      });
    }
    const watchFile = fs.watchFile as unknown as Method;
    Reflect.set(fs, 'watchFile', (...args: unknown[]) => {
      this.note('file watcher');
      return watchFile.apply(fs, args);
    });
  }
}

const setImmediateOnce = setImmediate;

function countResources(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of process.getActiveResourcesInfo()) {
    if (name !== 'Immediate') counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}
