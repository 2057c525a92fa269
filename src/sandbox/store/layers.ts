/** The layer store as a runner offers it: listed, named, checked and collected. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hostPath } from '../../base/bytes-path.js';
import { hasErrno } from '../../base/errors.js';
import { type Collected, collectGarbage, listLayerIds, listLayers } from '../../layers/collect.js';
import { explainDevice, explainingDevice } from '../../layers/device-failure.js';
import { withStoreLock } from '../../layers/lock.js';
import type { ExportReport, ExportTarget } from '../../layers/oci/export/export-chain.js';
import type { RunChoice } from '../../layers/oci/export/run-config.js';
import type { ImportInput } from '../../layers/oci/import/import-layers.js';
import type { ImportReport } from '../../layers/oci/import/report.js';
import type { Compression } from '../../layers/oci/media-types.js';
import { getLayer, type LayerRecord } from '../../layers/record.js';
import {
  getRef,
  type LayerRef,
  layersOf,
  listRefs,
  parseGivenName,
  parseRefName,
  removeRef,
  writeRef,
} from '../../layers/refs.js';
import { directoriesOf, isLayerWord, resolveChain } from '../../layers/resolve-layer.js';
import type { LayerSize } from '../../layers/sizes.js';
import { findLayerOf, type LayerStore, type LayerStyle } from '../../layers/store.js';
import type { Damage } from '../../layers/verify.js';
import type { PathLike } from '../definition/spec.js';
import type { Home } from '../state/home.js';
import { parseRecord } from '../state/job-record.js';
import type { ExportChainInput } from '../trees/export-job.js';
import type { TaskOptions, TreeHost } from '../trees/tree-host.js';
import { type ExportTo, targetOf } from './export-target.js';

export type { Collected } from '../../layers/collect.js';
export type { ExportReport } from '../../layers/oci/export/export-chain.js';
export type { RunChoice } from '../../layers/oci/export/run-config.js';
export type { DevicePolicy } from '../../layers/oci/import/extract.js';
export type { ImportLimits } from '../../layers/oci/import/limits.js';
export type { ImportNote } from '../../layers/oci/import/notes.js';
export type { ImportFormat, ImportReport } from '../../layers/oci/import/report.js';
export type { Compression } from '../../layers/oci/media-types.js';
export { ownPlatform } from '../../layers/oci/platform.js';
export type { ChainLink, LayerRecord } from '../../layers/record.js';
export { type LayerRef, parseGivenName } from '../../layers/refs.js';
export type { LayerSize } from '../../layers/sizes.js';
export type { Damage } from '../../layers/verify.js';

/** A chain as it is now: what it is called, its layers' records, and where each of its links lies. */
export interface ChainInfo {
  readonly name: string | undefined;
  readonly createdAt: string;
  readonly chain: LayerRef['chain'];
  readonly layers: readonly LayerRecord[];
  /** How the image is run that it came from, or goes out as. */
  readonly config: LayerRef['config'];
  /** Of each link, in raw form. */
  readonly directories: readonly string[];
}

/** How to take what an import is from; see each in `ImportInput`. */
export interface ImportOptions
  extends TaskOptions,
    Pick<ImportInput, 'name' | 'format' | 'platform' | 'ref' | 'devices' | 'limits'> {}
/** How an export is to be made; what is not said is as the name in the store has it. */
export interface ExportSettings extends RunChoice, TaskOptions {
  /** One layer with what all of them show together. */
  readonly flat?: boolean | undefined;
  /** Default: gzip in an OCI layout, else none. */
  readonly compression?: Compression | undefined;
  /** As `linux/arm64`; default: the image's it came from, else this machine's. */
  readonly platform?: string | undefined;
  /** Seconds: nothing in the export is later, and it was made then. */
  readonly sourceDateEpoch?: number | undefined;
}

export interface ExportLayerOptions extends ExportSettings {
  readonly to: ExportTo;
}

export interface LayersContext {
  readonly home: Home;
  readonly style: LayerStyle;
  trees(): Promise<TreeHost>;
  emptyTrash(): Promise<void>;
}

export class Layers {
  readonly #context: LayersContext;

  constructor(context: LayersContext) {
    this.#context = context;
  }

  /** Every name, sorted, with what it stands for. */
  names(): LayerRef[] {
    return listRefs(this.#store);
  }

  /** Every layer of the store, named or not. */
  list(): LayerRecord[] {
    return listLayers(this.#store);
  }

  /** The id of every layer, also of one whose record is damaged. */
  ids(): string[] {
    return listLayerIds(this.#store);
  }

  /** Of a name, or of one layer by `sha256:ID`. */
  inspect(nameOrId: string): ChainInfo {
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
  tag(nameOrId: string, name: string): void {
    const wanted = parseGivenName(name);
    explainingDevice(`The name ${wanted} cannot be given`, () =>
      withStoreLock(this.#store, 'shared', () => {
        const { name: from, chain } = this.inspect(nameOrId);
        const config = this.names().find((ref) => ref.name === from)?.config ?? {};
        writeRef(this.#store, { name: wanted, createdAt: new Date().toISOString(), chain, config });
      }),
    );
  }

  /** Takes a name away. Its layers go when garbage is collected, unless something else needs them. */
  removeName(name: string): void {
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
  async import(source: PathLike, options: ImportOptions = {}): Promise<ImportReport> {
    const { signal, onProgress, ...choice } = options;
    const input: ImportInput = {
      ...choice,
      store: this.#store,
      style: this.#context.style,
      source: source === '-' ? source : hostPath(source),
    };
    const trees = await this.#context.trees();
    return await trees.run('importLayers', input, { signal, onProgress });
  }

  /** What is wrong with one layer, every byte of it read again. */
  async verify(id: string, options: TaskOptions = {}): Promise<Damage[]> {
    const trees = await this.#context.trees();
    return await trees.run('verifyLayer', { store: this.#store, id }, options);
  }

  /**
   * Writes a chain as an OCI image, as an archive for `docker load`, or as the tar of its topmost layer; one layer alone
   * by `sha256:ID`. Whatever fails, no file and no tag is another than before. The same chain gives the same bytes.
   */
  async export(nameOrId: string, { to, ...settings }: ExportLayerOptions): Promise<ExportReport> {
    const isAlone = isLayerWord(nameOrId);
    const target = targetOf(to, isAlone ? undefined : parseRefName(nameOrId));
    return await this.#export(nameOrId, target, settings);
  }

  /** The digests that an export to an archive would have, of each layer's tar and of the configuration. */
  async digests(nameOrId: string, options: TaskOptions = {}): Promise<ExportReport> {
    return await this.#export(nameOrId, { kind: 'digests' }, options);
  }

  /** How much content each layer has to itself. */
  async measure(options: TaskOptions = {}): Promise<LayerSize[]> {
    const trees = await this.#context.trees();
    const ids = this.list().map(({ id }) => id);
    return await trees.run('measureLayers', { store: this.#store, ids }, options);
  }

  /** Removes layers that no name, no kept job and no running job needs. */
  async collect({ isDryRun = false }: { readonly isDryRun?: boolean } = {}): Promise<Collected> {
    const { home } = this.#context;
    try {
      const collected = collectGarbage(this.#store, { findUsed: () => usedByJobs(home), isDryRun });
      if (!isDryRun) await this.#context.emptyTrash();
      return collected;
    } catch (error) {
      throw explainDevice('The garbage of the store cannot be collected', error);
    }
  }

  async #export(nameOrId: string, target: ExportTarget, settings: ExportSettings): Promise<ExportReport> {
    const isAlone = isLayerWord(nameOrId);
    const chain = resolveChain(this.#store, nameOrId);
    const stored = isAlone ? {} : getRef(this.#store, nameOrId).config;
    const { signal, onProgress, ...rest } = settings;
    const trees = await this.#context.trees();
    const input = { store: this.#store, marks: this.#context.style, chain, isAlone, stored, target };
    return await trees.run('exportChain', { ...input, ...exportInputOf(rest) }, { signal, onProgress });
  }

  get #store(): LayerStore {
    return this.#context.home.store;
  }
}

/** The settings as a task takes them. */
export function exportInputOf(
  settings: Omit<ExportSettings, keyof TaskOptions>,
): Pick<ExportChainInput, 'flat' | 'compression' | 'platform' | 'sourceDateEpoch' | 'run'> {
  const { flat, compression, platform, sourceDateEpoch, ...run } = settings;
  return { flat, compression, platform, sourceDateEpoch, run };
}

/** The layers that lie below a kept job. A record that cannot be read is an error: what it needs is not known. */
function usedByJobs({ jobs, store }: Home): string[] {
  return readdirSync(jobs).flatMap((id) => {
    const file = join(jobs, id, 'job.json');
    const parts = readIfThere(file, (text) => parseRecord(text, file).parts) ?? [];
    const paths = parts.flatMap(({ lowers, upper }) => [...lowers, upper]);
    return paths.flatMap((path) => findLayerOf(store, path) ?? []);
  });
}

function readIfThere<T>(file: string, parse: (text: string) => T): T | undefined {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (hasErrno(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
}
