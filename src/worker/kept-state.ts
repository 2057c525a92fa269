/**
 * Puts back what a job changed of the thread it ran in: global variables, built-in modules, the process object. Modules
 * that were loaded keep what they keep to themselves.
 *
 * What a thread needs to answer comes first, so that no job can keep its own answer back; the rest, which is most of it,
 * can wait until the answer is on its way.
 */
import child_process from 'node:child_process';
import crypto from 'node:crypto';
import dns from 'node:dns';
import events from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import Module, { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import stream from 'node:stream';
import timers from 'node:timers';
import url from 'node:url';
import util from 'node:util';
import { MessagePort } from 'node:worker_threads';
import { keep, restoreAll } from './kept-objects.js';

type Constructor = { readonly prototype: unknown };

function withPrototype(constructors: readonly Constructor[]): object[] {
  return constructors.flatMap((one) => [one, one.prototype as object]);
}

// What has no name of its own.
const iterator = Reflect.getPrototypeOf([][Symbol.iterator]()) as object;
const typedArray = Reflect.getPrototypeOf(Uint8Array) as unknown as Constructor;
const asyncFunction = Reflect.getPrototypeOf(async () => undefined) as object;
const generator = Reflect.getPrototypeOf(function* none() {
  yield;
}) as Constructor & object;

const FIRST: readonly object[] = [
  ...withPrototype([Object, Array, Promise, Buffer, typedArray, Map, Set]),
  Function.prototype as object,
  EventTarget.prototype,
  MessagePort.prototype,
  iterator,
  Reflect.getPrototypeOf(iterator) as object,
  Reflect.getPrototypeOf(new Map()[Symbol.iterator]()) as object,
  Reflect.getPrototypeOf(new Set()[Symbol.iterator]()) as object,
  Reflect,
  Atomics,
  JSON,
];

// biome-ignore format: one line each would say no more
const REST: readonly object[] = [
  ...withPrototype([
    String, Number, Boolean, Symbol, BigInt, WeakMap, WeakSet, WeakRef, FinalizationRegistry, RegExp, Date, Error, TypeError,
    RangeError, SyntaxError, ReferenceError, EvalError, URIError, AggregateError, ArrayBuffer, SharedArrayBuffer, DataView,
    Uint8Array, Uint16Array, Uint32Array, Int8Array, Int16Array, Int32Array, Float32Array, Float64Array, URL, URLSearchParams,
    AbortController, AbortSignal, Event, TextEncoder, TextDecoder,
  ]),
  Function, Proxy, asyncFunction, generator, generator.prototype as object, Math, Intl, performance,
  Reflect.getPrototypeOf(''[Symbol.iterator]()) as object,
  Reflect.getPrototypeOf(''.matchAll(/x/g)) as object,
];

// biome-ignore format: one line each would say no more
const MODULES: readonly object[] = [
  fs, fs.promises, dns, dns.promises, child_process, path, path.posix, os, http, https, net, timers, url, util, events, stream, crypto,
  Module, Module.prototype as object, Reflect.get(Module, '_extensions') as object,
];

/** Accessors of the global object that are its variables all the same. */
const VARIABLES: readonly string[] = ['Buffer', 'process'];

export class KeptState {
  readonly #first: ReadonlyArray<ReturnType<typeof keep>>;
  readonly #rest: ReadonlyArray<ReturnType<typeof keep>>;
  readonly #listeners: ReadonlyMap<string | symbol, readonly unknown[]>;

  /** What is now is what is gone back to. */
  constructor() {
    const streams = [process.stdout, process.stderr];
    this.#first = [keep(globalThis, VARIABLES), ...[process, ...FIRST].map((object) => keep(object))];
    this.#rest = [...streams, console, ...MODULES, ...REST].map((object) => keep(object));
    this.#listeners = readListeners();
  }

  /** Global variables, the process, and what answering needs. Answers with the names of what could not be put back. */
  restoreFirst(): string[] {
    const stuck = restoreAll(this.#first);
    this.#restoreListeners();
    process.exitCode = undefined;
    return stuck ?? [];
  }

  restoreRest(): string[] {
    const stuck = restoreAll(this.#rest);
    if (stuck) syncBuiltinESMExports();
    return stuck ?? [];
  }

  #restoreListeners(): void {
    for (const name of process.eventNames()) {
      const before = this.#listeners.get(name) ?? [];
      for (const listener of process.rawListeners(name)) {
        if (!before.includes(listener)) process.off(name, listener as () => void);
      }
    }
    for (const [name, before] of this.#listeners) {
      const now: readonly unknown[] = process.rawListeners(name);
      for (const listener of before) if (!now.includes(listener)) process.on(name, listener as () => void);
    }
  }
}

function readListeners(): Map<string | symbol, unknown[]> {
  return new Map(process.eventNames().map((name) => [name, process.rawListeners(name)]));
}
