/** The layer store as a runner offers it: listed, named, checked and collected. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hostPath } from '../../base/bytes-path.js';
import { hasErrno } from '../../base/errors.js';
import { collectGarbage, listLayerIds, listLayers } from '../../layers/collect.js';
import { explainDevice, explainingDevice } from '../../layers/device-failure.js';
import { withStoreLock } from '../../layers/lock.js';
import { getLayer } from '../../layers/record.js';
import { getRef, layersOf, listRefs, parseRefName, removeRef, writeRef } from '../../layers/refs.js';
import { directoriesOf, isLayerWord, resolveChain } from '../../layers/resolve-layer.js';
import { findLayerOf } from '../../layers/store.js';
import { parseRecord } from '../state/job-record.js';
import { targetOf } from './export-target.js';

export { ownPlatform } from '../../layers/oci/platform.js';
export { parseRefName } from '../../layers/refs.js';
export class Layers {
  #context;
  constructor(context) {
    this.#context = context;
  }
  /** Every name, sorted, with what it stands for. */
  names() {
    return listRefs(this.#store);
  }
  /** Every layer of the store, named or not. */
  list() {
    return listLayers(this.#store);
  }
  /** The id of every layer, also of one whose record is damaged. */
  ids() {
    return listLayerIds(this.#store);
  }
  /** Of a name, or of one layer by `sha256:ID`. */
  inspect(nameOrId) {
    const chain = resolveChain(this.#store, nameOrId);
    const layers = layersOf(chain).map((id) => getLayer(this.#store, id));
    const ref = this.names().find(
      ({ name }) => !nameOrId.startsWith('sha256:') && name === parseRefName(nameOrId),
    );
    const createdAt = ref?.createdAt ?? layers[0]?.createdAt ?? '';
    const directories = directoriesOf(this.#store, chain);
    return { name: ref?.name, createdAt, chain, layers, config: ref?.config ?? {}, directories };
  }
  /** Gives what has a name or id one more name, whatever had that before. */
  tag(nameOrId, name) {
    const wanted = parseRefName(name);
    explainingDevice(`The name ${wanted} cannot be given`, () =>
      withStoreLock(this.#store, 'shared', () => {
        const { name: from, chain } = this.inspect(nameOrId);
        const config = this.names().find((ref) => ref.name === from)?.config ?? {};
        writeRef(this.#store, { name: wanted, createdAt: new Date().toISOString(), chain, config });
      }),
    );
  }
  /** Takes a name away. Its layers go when garbage is collected, unless something else needs them. */
  removeName(name) {
    explainingDevice(`The name ${name} cannot be removed`, () =>
      withStoreLock(this.#store, 'shared', () => removeRef(this.#store, name)),
    );
  }
  /**
   * Brings in a directory, the tar of one layer (plain, gzip, zstd), an archive of `docker save` or an OCI layout, and
   * names the chain. `-` is this process's standard input. Nothing is visible before all of it is verified: a failure
   * leaves the store as it was. LAYOVER_IMAGE_INVALID for what is malformed or unsafe, LAYOVER_IMPORT_LIMIT for what is
   * more than `limits` allow.
   */
  async import(source, options = {}) {
    const { signal, onProgress, ...choice } = options;
    const input = {
      ...choice,
      store: this.#store,
      style: this.#context.style,
      source: source === '-' ? source : hostPath(source),
    };
    const trees = await this.#context.trees();
    return await trees.run('importLayers', input, { signal, onProgress });
  }
  /** What is wrong with one layer, every byte of it read again. */
  async verify(id, options = {}) {
    const trees = await this.#context.trees();
    return await trees.run('verifyLayer', { store: this.#store, id }, options);
  }
  /**
   * Writes a chain as an OCI image, as an archive for `docker load`, or as the tar of its topmost layer; one layer alone
   * by `sha256:ID`. Whatever fails, no file and no tag is another than before. The same chain gives the same bytes.
   */
  async export(nameOrId, { to, ...settings }) {
    const isAlone = isLayerWord(nameOrId);
    const target = targetOf(to, isAlone ? undefined : parseRefName(nameOrId));
    return await this.#export(nameOrId, target, settings);
  }
  /** The digests that an export to an archive would have, of each layer's tar and of the configuration. */
  async digests(nameOrId, options = {}) {
    return await this.#export(nameOrId, { kind: 'digests' }, options);
  }
  /** How much content each layer has to itself. */
  async measure(options = {}) {
    const trees = await this.#context.trees();
    const ids = this.list().map(({ id }) => id);
    return await trees.run('measureLayers', { store: this.#store, ids }, options);
  }
  /** Removes layers that no name, no kept job and no running job needs. */
  async collect({ isDryRun = false } = {}) {
    const { home } = this.#context;
    try {
      const collected = collectGarbage(this.#store, { findUsed: () => usedByJobs(home), isDryRun });
      if (!isDryRun) await this.#context.emptyTrash();
      return collected;
    } catch (error) {
      throw explainDevice('The garbage of the store cannot be collected', error);
    }
  }
  async #export(nameOrId, target, settings) {
    const isAlone = isLayerWord(nameOrId);
    const chain = resolveChain(this.#store, nameOrId);
    const stored = isAlone ? {} : getRef(this.#store, nameOrId).config;
    const { signal, onProgress, ...rest } = settings;
    const trees = await this.#context.trees();
    const input = { store: this.#store, marks: this.#context.style, chain, isAlone, stored, target };
    return await trees.run('exportChain', { ...input, ...exportInputOf(rest) }, { signal, onProgress });
  }
  get #store() {
    return this.#context.home.store;
  }
}
/** The settings as a task takes them. */
export function exportInputOf(settings) {
  const { flat, compression, platform, sourceDateEpoch, ...run } = settings;
  return { flat, compression, platform, sourceDateEpoch, run };
}
/** The layers that lie below a kept job. A record that cannot be read is an error: what it needs is not known. */
function usedByJobs({ jobs, store }) {
  return readdirSync(jobs).flatMap((id) => {
    const file = join(jobs, id, 'job.json');
    const parts = readIfThere(file, (text) => parseRecord(text, file).parts) ?? [];
    const paths = parts.flatMap(({ lowers, upper }) => [...lowers, upper]);
    return paths.flatMap((path) => findLayerOf(store, path) ?? []);
  });
}
function readIfThere(file, parse) {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (hasErrno(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
}
//# sourceMappingURL=layers.js.map
