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
export class LeftBehind {
  #timers = new Set();
  #leaks = new Set();
  #modules;
  #resources = new Map();
  #known = 0;
  constructor() {
    this.#modules = Reflect.get(Module, '_cache');
    this.#watchTimers();
    this.#watchUnref();
  }
  begin() {
    this.#leaks.clear();
    this.#timers.clear();
    this.#known = Object.keys(this.#modules).length;
    this.#resources = countResources();
  }
  note(leak) {
    this.#leaks.add(leak);
  }
  /** A module of the view stays loaded under its path, where another job's view has another one. */
  noteModule(file) {
    if (!file.startsWith(`${CODE_FOLDER}/`)) this.note('module of the view');
  }
  async end() {
    for (const timer of this.#timers) {
      if (timer._destroyed !== true) clearTimeout(timer);
    }
    for (const file of Object.keys(this.#modules).slice(this.#known)) this.noteModule(file);
    for (const name of await this.#findResources()) this.note(name);
    return [...this.#leaks];
  }
  /** What is just closing is given a few turns to be gone. */
  async #findResources() {
    let found = [];
    for (let turn = 0; turn < 4; turn += 1) {
      found = [...countResources()].flatMap(([name, count]) =>
        count > (this.#resources.get(name) ?? 0) ? [name] : [],
      );
      if (found.length === 0) return [];
      await new Promise(setImmediateOnce);
    }
    return found;
  }
  #watchTimers() {
    const timer = setTimeout(() => undefined, 0);
    clearTimeout(timer);
    const prototype = Object.getPrototypeOf(timer);
    const { unref } = prototype;
    const unreferenced = this.#timers;
    prototype.unref = function unrefInJob(...args) {
      unreferenced.add(this);
      return unref.apply(this, args);
    };
    const calls = timers;
    for (const name of ['setTimeout', 'setInterval', 'setImmediate']) {
      const call = calls[name];
      calls[name] = (...args) => {
        const options = args.at(-1);
        if (typeof options === 'object' && options !== null && Reflect.get(options, 'ref') === false)
          this.note('timer');
        return call(...args);
      };
    }
  }
  /** What no longer holds the thread open is not listed as a resource. */
  #watchUnref() {
    const prototypes = [
      ['socket', net.Socket.prototype],
      ['server', net.Server.prototype],
      ['datagram socket', dgram.Socket.prototype],
      ['child process', ChildProcess.prototype],
      ['thread', Worker.prototype],
      ['message port', MessagePort.prototype],
    ];
    for (const [name, prototype] of prototypes) {
      const unref = Reflect.get(prototype, 'unref');
      const note = () => this.note(name);
      Reflect.set(prototype, 'unref', function unrefInJob(...args) {
        note();
        return unref.apply(this, args);
      });
    }
    const watchFile = fs.watchFile;
    Reflect.set(fs, 'watchFile', (...args) => {
      this.note('file watcher');
      return watchFile.apply(fs, args);
    });
  }
}
const setImmediateOnce = setImmediate;
function countResources() {
  const counts = new Map();
  for (const name of process.getActiveResourcesInfo()) {
    if (name !== 'Immediate') counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}
//# sourceMappingURL=left-behind.js.map
