/**
 * Results in a directory that can be carried from machine to machine, by the cache of a CI for one:
 *
 *   results/<key>.json, <key>.stdout, <key>.stderr     a success, by its portable key
 *   layers/ blobs/                                     what it made: see layers/portable.ts
 *
 * Only ever added to: a file that is there is whole and stays as it is. Whoever can write to it decides what jobs are
 * taken to have made, as whoever can write to the project does.
 */
import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasErrno } from '../base/errors.js';
import { cacheName, STREAMS } from './cache.js';
export class SharedCache {
  #directory;
  #layerWork;
  constructor(directory, layerWork) {
    this.#directory = directory;
    this.#layerWork = layerWork;
  }
  /** The result of a portable key with all its layers in the store, as if it had been made under `key`. */
  async load(portableKey, key) {
    const result = this.#read(portableKey);
    if (result === undefined) return undefined;
    for (const { place, layer } of result.layers) {
      if (!(await this.#layerWork.load(layer, cacheName(key, place), this.#directory))) return undefined;
    }
    return { ...result, key };
  }
  async save(portableKey, result, logs) {
    if (existsSync(this.#path(portableKey, 'json'))) return;
    mkdirSync(join(this.#directory, 'results'), { recursive: true });
    for (const { layer } of result.layers) await this.#layerWork.save(layer, this.#directory);
    for (const stream of STREAMS) {
      const from = logs[stream];
      if (from !== undefined && existsSync(from))
        this.#add(this.#path(portableKey, stream), (to) => copyFileSync(from, to));
    }
    // Last: who finds it finds the rest.
    this.#add(this.#path(portableKey, 'json'), (to) =>
      writeFileSync(to, JSON.stringify({ version: VERSION, ...result })),
    );
  }
  logPath(portableKey, stream) {
    return this.#path(portableKey, stream);
  }
  #read(portableKey) {
    try {
      const text = readFileSync(this.#path(portableKey, 'json'), 'utf8');
      const result = JSON.parse(text);
      return result.version === VERSION && Array.isArray(result.layers) ? result : undefined;
    } catch (error) {
      if (hasErrno(error, 'ENOENT') || error instanceof SyntaxError) return undefined;
      throw error;
    }
  }
  #path(portableKey, kind) {
    return join(this.#directory, 'results', `${portableKey}.${kind}`);
  }
  #add(path, write) {
    const temporary = `${path}.${randomBytes(6).toString('hex')}`;
    write(temporary);
    renameSync(temporary, path);
  }
}
const VERSION = 1;
//# sourceMappingURL=shared-cache.js.map
