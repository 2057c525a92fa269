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

type Properties = ReadonlyMap<PropertyKey, PropertyDescriptor>;

interface Kept {
  readonly object: object;
  readonly properties: Properties;
}

const FIRST: readonly object[] = [
  Object,
  Object.prototype,
  Function.prototype as object,
  Array.prototype,
  Promise,
  Promise.prototype,
  EventTarget.prototype,
  MessagePort.prototype,
  Reflect,
  Atomics,
  JSON,
];

const INTRINSICS: readonly object[] = [
  Function,
  Array,
  String,
  Number,
  Boolean,
  Symbol,
  BigInt,
  Map,
  Set,
  WeakMap,
  WeakSet,
  RegExp,
  Date,
  Error,
  TypeError,
  RangeError,
  ArrayBuffer,
  Uint8Array,
  Buffer,
  URL,
  AbortSignal,
].flatMap((constructor) => [constructor, constructor.prototype as object]);

const NAMESPACES: readonly object[] = [Math, Intl];

// biome-ignore format: one line each would say no more
const MODULES: readonly object[] = [
  fs, fs.promises, dns, dns.promises, child_process, path, path.posix, os, http, https, net, timers, url, util, events, stream, crypto,
  Module, Module.prototype as object, Reflect.get(Module, '_extensions') as object,
];

export class KeptState {
  readonly #first: readonly Kept[];
  readonly #rest: readonly Kept[];
  readonly #listeners: ReadonlyMap<string | symbol, readonly unknown[]>;

  /** What is now is what is gone back to. */
  constructor() {
    const streams = [process.stdout, process.stderr];
    this.#first = [globalThis, process, ...FIRST].map(keep);
    this.#rest = [...streams, console, ...MODULES, ...INTRINSICS, ...NAMESPACES].map(keep);
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

// `exitCode` is reset by its setter; what begins with an underscore is Node's own.
const PASSING: ReadonlySet<PropertyKey> = new Set([
  'exitCode',
  '_exiting',
  '_eventsCount',
  '_events',
  '_maxListeners',
  'domain',
]);

function keep(object: object): Kept {
  return { object, properties: readProperties(object) };
}

/** Undefined where all is as it was. */
function restoreAll(kept: readonly Kept[]): string[] | undefined {
  const changed = kept.filter(({ object, properties }) => !isSame(object, properties));
  if (changed.length === 0) return undefined;
  return changed.flatMap(({ object, properties }) => putBack(object, properties));
}

function readProperties(object: object): Properties {
  const properties = new Map<PropertyKey, PropertyDescriptor>();
  for (const key of Reflect.ownKeys(object)) {
    const descriptor = Reflect.getOwnPropertyDescriptor(object, key);
    if (descriptor && !PASSING.has(key)) properties.set(key, descriptor);
  }
  return properties;
}

function isSame(object: object, before: Properties): boolean {
  let count = 0;
  for (const key of Reflect.ownKeys(object)) {
    if (PASSING.has(key)) continue;
    count += 1;
    const was = before.get(key);
    if (was === undefined || !isSameProperty(Reflect.getOwnPropertyDescriptor(object, key), was))
      return false;
  }
  return count === before.size;
}

function isSameProperty(now: PropertyDescriptor | undefined, was: PropertyDescriptor): boolean {
  return now !== undefined && Object.is(now.value, was.value) && now.get === was.get && now.set === was.set;
}

function putBack(object: object, before: Properties): string[] {
  const stuck: string[] = [];
  for (const key of Reflect.ownKeys(object)) {
    if (!before.has(key) && !PASSING.has(key) && !Reflect.deleteProperty(object, key))
      stuck.push(String(key));
  }
  for (const [key, was] of before) {
    const now = Reflect.getOwnPropertyDescriptor(object, key);
    if (isSameProperty(now, was) || Reflect.defineProperty(object, key, was)) continue;
    stuck.push(String(key));
  }
  return stuck;
}

function readListeners(): Map<string | symbol, unknown[]> {
  return new Map(process.eventNames().map((name) => [name, process.rawListeners(name)]));
}
