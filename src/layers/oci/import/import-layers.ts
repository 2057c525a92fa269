/**
 * Bringing in what others made: a directory, the tar of one layer, an image. What it is, its content says.
 *
 * Everything is unpacked into staging and verified there; then all its layers get their places, and last the name. So
 * an import that fails, or is killed, has left nothing that has a name, and no layer that is not whole.
 */
import { writeSync } from 'node:fs';
import { type HostPath, joinRaw } from '../../../base/bytes-path.js';
import { LayoverError } from '../../../base/errors.js';
import { formatSize } from '../../../base/units.js';
import { O_CREAT, O_EXCL, O_RDWR } from '../../../native/constants.js';
import { syscalls } from '../../../native/syscalls.js';
import { BLOCK_BYTES } from '../../../tar/header.js';
import { hasChecksum, isEmptyBlock } from '../../../tar/parse-header.js';
import { explainDevice } from '../../device-failure.js';
import { FileSharing } from '../../file-sharing.js';
import { publishChain } from '../../publish.js';
import { isRefName, parseGivenName } from '../../refs.js';
import { Staging } from '../../staging.js';
import type { LayerStore, LayerStyle } from '../../store.js';
import { parsePlatform } from '../platform.js';
import { type Bytes, peek, type Region, readRegion } from './bytes.js';
import type { ImportContext } from './context.js';
import { unpack } from './decompress.js';
import type { DevicePolicy } from './extract.js';
import { ArchiveFiles, DirectoryFiles, type ImageFiles } from './image-files.js';
import type { ImageChoice } from './image-plan.js';
import { importDirectory } from './import-directory.js';
import { importImage } from './import-image.js';
import { Budget, DEFAULT_LIMITS, type ImportLimits, overLimit } from './limits.js';
import { ImportNotes } from './notes.js';
import { DOCKER_MANIFEST, readDockerArchive } from './read-docker-archive.js';
import { LAYOUT_INDEX, LAYOUT_MARK, readLayout } from './read-layout.js';
import { type Imported, type ImportFormat, type ImportReport, reportImport } from './report.js';
import { describeSource, type OpenSource, openSource, type SourcePath } from './source.js';
import { stageTar } from './stage-tar.js';
import { HEAD_BYTES, mayBeArchive } from './tar-kind.js';

export interface ImportInput {
  readonly store: LayerStore;
  readonly style: LayerStyle;
  readonly source: SourcePath;
  /** What the chain is to be called; default what the image is called where it comes from. */
  readonly name?: string | undefined;
  /** Default: what its content says. */
  readonly format?: ImportFormat | undefined;
  /** `os/arch[/variant]`, of an image for several; default this machine's. */
  readonly platform?: string | undefined;
  /** Which image, where there are several: its tag, or whatever it is called there. */
  readonly ref?: string | undefined;
  readonly devices?: DevicePolicy | undefined;
  readonly limits?: Partial<ImportLimits> | undefined;
}

export interface ImportControl {
  readonly check: () => void;
  /** Bytes read of those there are; the total is 0 where nobody knows. */
  readonly onProgress: (done: number, total: number) => void;
}

/** For a worker, never for the main thread. Waits for bytes only; the rest is synchronous. */
export async function importLayers(input: ImportInput, control: ImportControl): Promise<ImportReport> {
  const budget = new Budget({ ...DEFAULT_LIMITS, ...input.limits });
  const { store, style, devices = 'skip' } = input;
  if (input.name !== undefined) parseGivenName(input.name);
  const context: ImportContext = {
    store,
    sharing: new FileSharing(store),
    style,
    devices,
    budget,
    notes: new ImportNotes(),
    check: control.check,
  };
  return await new Import(input, { context, control }).run();
}

class Import {
  readonly #input: ImportInput;
  readonly #context: ImportContext;
  readonly #control: ImportControl;
  readonly #what: string;
  #total = 0;
  #done = 0;

  constructor(input: ImportInput, { context, control }: { context: ImportContext; control: ImportControl }) {
    this.#input = input;
    this.#context = context;
    this.#control = control;
    this.#what = describeSource(input.source);
  }

  async run(): Promise<ImportReport> {
    try {
      using source = openSource(this.#input.source, this.#control.check);
      return source.kind === 'directory'
        ? await this.#fromDirectory(source.fd)
        : await this.#fromBytes(source);
    } catch (error) {
      throw explainDevice(`The import of ${this.#what} cannot be done`, error);
    }
  }

  async #fromDirectory(fd: number): Promise<ImportReport> {
    const { format, source } = this.#input;
    const files = new DirectoryFiles(fd);
    if (format === 'image' || (format === undefined && hasFile(files, LAYOUT_MARK))) {
      return await this.#fromImage(files);
    }
    if (format === 'layer') throw this.#wrongFormat('a directory');
    const { onProgress } = this.#control;
    const name = this.#nameFor([]);
    const published = importDirectory({ path: source as HostPath, name, onProgress }, this.#context);
    return this.#report({ format: 'directory', name, published: [published] });
  }

  async #fromBytes(source: Exclude<OpenSource, { kind: 'directory' }>): Promise<ImportReport> {
    const { format } = this.#input;
    if (format === 'directory') throw this.#wrongFormat('no directory');
    if (source.kind === 'file') this.#total = source.region.size;
    const { limits } = this.#context.budget;
    const tar = unpack(this.#watch(source.bytes), { what: this.#what, limits });
    const { head, bytes } = await peek(tar, HEAD_BYTES);
    this.#requireTar(head);
    const isImage = format === 'image' || (format === undefined && mayBeArchive(head));
    if (!isImage) return await this.#fromLayer(bytes);
    if (source.kind === 'file' && (await isPlain(source.region))) {
      await bytes.return?.();
      return await this.#fromArchive(source.region);
    }
    return await this.#fromSpooled(bytes);
  }

  /** An archive's parts are found by their place, so one that comes as a stream, or packed, is written down first. */
  async #fromSpooled(bytes: Bytes): Promise<ImportReport> {
    using spool = new Staging(this.#context.store);
    const path = joinRaw(spool.path, 'archive') as HostPath;
    const { limits } = this.#context.budget;
    const fd = syscalls.open(path, O_RDWR | O_CREAT | O_EXCL, 0o600);
    try {
      let size = 0;
      for await (const piece of bytes) {
        this.#context.check();
        if (size + piece.length > limits.bytes) {
          throw overLimit(limits, 'bytes', `${this.#what} has more than ${formatSize(size)}`);
        }
        for (let at = 0; at < piece.length; ) at += writeSync(fd, piece, at);
        size += piece.length;
      }
      return await this.#fromArchive({ fd, offset: 0, size });
    } finally {
      syscalls.close(fd);
    }
  }

  async #fromArchive(region: Region): Promise<ImportReport> {
    const files = new ArchiveFiles(region, this.#context.budget.limits);
    const isImage = hasFile(files, DOCKER_MANIFEST) || hasFile(files, LAYOUT_MARK);
    if (isImage || this.#input.format === 'image') return await this.#fromImage(files);
    return await this.#fromLayer(readRegion(region));
  }

  /** What Docker writes today is both; only a layout knows of several platforms. */
  async #fromImage(files: ImageFiles): Promise<ImportReport> {
    const { platform, ref } = this.#input;
    const choice: ImageChoice = {
      ref,
      platform: platform === undefined ? undefined : parsePlatform(platform),
    };
    const isLayout = hasFile(files, LAYOUT_MARK) && hasFile(files, LAYOUT_INDEX);
    const read = isLayout || !hasFile(files, DOCKER_MANIFEST) ? readLayout : readDockerArchive;
    const plan = await read(files, choice, this.#context.budget.limits);
    const name = this.#nameFor(plan.names);
    const sizes = plan.layers.map(({ blob }) => blob?.size ?? 0);
    this.#done = 0;
    this.#total = sizes.reduce((sum, size) => sum + size, 0);
    const target = {
      name,
      keepsNames: this.#input.name === undefined,
      onRead: (bytes: number) => this.#progress(bytes),
    };
    const published = await importImage(files, { plan, target }, this.#context);
    return this.#report({ format: 'image', name, published, plan });
  }

  async #fromLayer(bytes: Bytes): Promise<ImportReport> {
    const name = this.#nameFor([]);
    const { store } = this.#context;
    const { source } = this.#input;
    const createdBy = source === '-' ? 'import' : `import ${describeSource(source)}`;
    const staged = await stageTar({ what: '', source: { bytes }, below: [], createdBy }, this.#context);
    using _staging = staged.staging;
    return this.#report({
      format: 'layer',
      name,
      published: publishChain(store, [staged], { name, below: [] }),
    });
  }

  /** As the user says, else as the image is called where it comes from. */
  #nameFor(names: readonly string[]): string {
    const { name } = this.#input;
    if (name !== undefined) return parseGivenName(name);
    // A tag alone says nothing about what it is a tag of.
    const own = names.find((one) => /[:/]/.test(one) && isRefName(one));
    if (own !== undefined) return parseGivenName(own);
    throw new LayoverError('LAYOVER_USAGE', `${this.#what} does not say what it is called`, {
      hint: 'Give it a name with --name.',
    });
  }

  #requireTar(head: Buffer): void {
    const first = head.subarray(0, BLOCK_BYTES);
    if (head.length >= BLOCK_BYTES && (hasChecksum(first) || isEmptyBlock(first))) return;
    const problem = head.length === 0 ? 'is empty' : 'is no tar, plain or packed with gzip or zstd';
    throw new LayoverError('LAYOVER_IMAGE_INVALID', `${this.#what} ${problem}`);
  }

  #wrongFormat(what: string): LayoverError {
    return new LayoverError(
      'LAYOVER_USAGE',
      `${this.#what} is ${what}, so it cannot be taken for a ${this.#input.format}`,
    );
  }

  #report(imported: Imported): ImportReport {
    return reportImport(imported, this.#context.notes);
  }

  async *#watch(bytes: Bytes): AsyncGenerator<Buffer> {
    for await (const piece of bytes) {
      this.#progress(piece.length);
      yield piece;
    }
  }

  #progress(bytes: number): void {
    this.#done += bytes;
    this.#control.onProgress(this.#done, this.#total);
  }
}

function hasFile(files: ImageFiles, path: string): boolean {
  using file = files.find(path);
  return file !== undefined;
}

async function isPlain(region: Region): Promise<boolean> {
  const { head, bytes } = await peek(readRegion(region), BLOCK_BYTES);
  await bytes.return?.();
  return hasChecksum(head.subarray(0, BLOCK_BYTES));
}
