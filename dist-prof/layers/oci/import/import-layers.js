var __addDisposableResource =
  (this && this.__addDisposableResource) ||
  function (env, value, async) {
    if (value !== null && value !== void 0) {
      if (typeof value !== 'object' && typeof value !== 'function') throw new TypeError('Object expected.');
      var dispose, inner;
      if (async) {
        if (!Symbol.asyncDispose) throw new TypeError('Symbol.asyncDispose is not defined.');
        dispose = value[Symbol.asyncDispose];
      }
      if (dispose === void 0) {
        if (!Symbol.dispose) throw new TypeError('Symbol.dispose is not defined.');
        dispose = value[Symbol.dispose];
        if (async) inner = dispose;
      }
      if (typeof dispose !== 'function') throw new TypeError('Object not disposable.');
      if (inner)
        dispose = function () {
          try {
            inner.call(this);
          } catch (e) {
            return Promise.reject(e);
          }
        };
      env.stack.push({ value: value, dispose: dispose, async: async });
    } else if (async) {
      env.stack.push({ async: true });
    }
    return value;
  };
var __disposeResources =
  (this && this.__disposeResources) ||
  (function (SuppressedError) {
    return function (env) {
      function fail(e) {
        env.error = env.hasError
          ? new SuppressedError(e, env.error, 'An error was suppressed during disposal.')
          : e;
        env.hasError = true;
      }
      var r,
        s = 0;
      function next() {
        while ((r = env.stack.pop())) {
          try {
            if (!r.async && s === 1) return ((s = 0), env.stack.push(r), Promise.resolve().then(next));
            if (r.dispose) {
              var result = r.dispose.call(r.value);
              if (r.async)
                return (
                  (s |= 2),
                  Promise.resolve(result).then(next, function (e) {
                    fail(e);
                    return next();
                  })
                );
            } else s |= 1;
          } catch (e) {
            fail(e);
          }
        }
        if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
        if (env.hasError) throw env.error;
      }
      return next();
    };
  })(
    typeof SuppressedError === 'function'
      ? SuppressedError
      : function (error, suppressed, message) {
          var e = new Error(message);
          return ((e.name = 'SuppressedError'), (e.error = error), (e.suppressed = suppressed), e);
        },
  );

/**
 * Bringing in what others made: a directory, the tar of one layer, an image. What it is, its content says.
 *
 * Everything is unpacked into staging and verified there; then all its layers get their places, and last the name. So
 * an import that fails, or is killed, has left nothing that has a name, and no layer that is not whole.
 */
import { writeSync } from 'node:fs';
import { joinRaw } from '../../../base/bytes-path.js';
import { LayoverError } from '../../../base/errors.js';
import { formatSize } from '../../../base/units.js';
import { O_CREAT, O_EXCL, O_RDWR } from '../../../native/constants.js';
import { syscalls } from '../../../native/syscalls.js';
import { BLOCK_BYTES } from '../../../tar/header.js';
import { hasChecksum, isEmptyBlock } from '../../../tar/parse-header.js';
import { explainDevice } from '../../device-failure.js';
import { FileSharing } from '../../file-sharing.js';
import { publishChain } from '../../publish.js';
import { isRefName, parseRefName } from '../../refs.js';
import { Staging } from '../../staging.js';
import { parsePlatform } from '../platform.js';
import { peek, readRegion } from './bytes.js';
import { unpack } from './decompress.js';
import { ArchiveFiles, DirectoryFiles } from './image-files.js';
import { importDirectory } from './import-directory.js';
import { importImage } from './import-image.js';
import { Budget, DEFAULT_LIMITS, overLimit } from './limits.js';
import { ImportNotes } from './notes.js';
import { DOCKER_MANIFEST, readDockerArchive } from './read-docker-archive.js';
import { LAYOUT_INDEX, LAYOUT_MARK, readLayout } from './read-layout.js';
import { reportImport } from './report.js';
import { describeSource, openSource } from './source.js';
import { stageTar } from './stage-tar.js';
import { HEAD_BYTES, mayBeArchive } from './tar-kind.js';
/** For a worker, never for the main thread. Waits for bytes only; the rest is synchronous. */
export async function importLayers(input, control) {
  const budget = new Budget({ ...DEFAULT_LIMITS, ...input.limits });
  const { store, style, devices = 'skip' } = input;
  if (input.name !== undefined) parseRefName(input.name);
  const context = {
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
  #input;
  #context;
  #control;
  #what;
  #total = 0;
  #done = 0;
  constructor(input, { context, control }) {
    this.#input = input;
    this.#context = context;
    this.#control = control;
    this.#what = describeSource(input.source);
  }
  async run() {
    try {
      const env_1 = { stack: [], error: void 0, hasError: false };
      try {
        const source = __addDisposableResource(
          env_1,
          openSource(this.#input.source, this.#control.check),
          false,
        );
        return source.kind === 'directory'
          ? await this.#fromDirectory(source.fd)
          : await this.#fromBytes(source);
      } catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
      } finally {
        __disposeResources(env_1);
      }
    } catch (error) {
      throw explainDevice(`The import of ${this.#what} cannot be done`, error);
    }
  }
  async #fromDirectory(fd) {
    const { format, source } = this.#input;
    const files = new DirectoryFiles(fd);
    if (format === 'image' || (format === undefined && hasFile(files, LAYOUT_MARK))) {
      return await this.#fromImage(files);
    }
    if (format === 'layer') throw this.#wrongFormat('a directory');
    const { onProgress } = this.#control;
    const name = this.#nameFor([]);
    const published = importDirectory({ path: source, name, onProgress }, this.#context);
    return this.#report({ format: 'directory', name, published: [published] });
  }
  async #fromBytes(source) {
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
  async #fromSpooled(bytes) {
    const env_2 = { stack: [], error: void 0, hasError: false };
    try {
      const spool = __addDisposableResource(env_2, new Staging(this.#context.store), false);
      const path = joinRaw(spool.path, 'archive');
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
    } catch (e_2) {
      env_2.error = e_2;
      env_2.hasError = true;
    } finally {
      __disposeResources(env_2);
    }
  }
  async #fromArchive(region) {
    const files = new ArchiveFiles(region, this.#context.budget.limits);
    const isImage = hasFile(files, DOCKER_MANIFEST) || hasFile(files, LAYOUT_MARK);
    if (isImage || this.#input.format === 'image') return await this.#fromImage(files);
    return await this.#fromLayer(readRegion(region));
  }
  /** What Docker writes today is both; only a layout knows of several platforms. */
  async #fromImage(files) {
    const { platform, ref } = this.#input;
    const choice = {
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
      watch: (bytes) => this.#watch(bytes),
    };
    const published = await importImage(files, { plan, target }, this.#context);
    return this.#report({ format: 'image', name, published, plan });
  }
  async #fromLayer(bytes) {
    const env_3 = { stack: [], error: void 0, hasError: false };
    try {
      const name = this.#nameFor([]);
      const { store } = this.#context;
      const { source } = this.#input;
      const createdBy = source === '-' ? 'import' : `import ${describeSource(source)}`;
      const staged = await stageTar(
        { what: '', bytes, mayBePacked: false, below: [], createdBy },
        this.#context,
      );
      const _staging = __addDisposableResource(env_3, staged.staging, false);
      return this.#report({
        format: 'layer',
        name,
        published: publishChain(store, [staged], { name, below: [] }),
      });
    } catch (e_3) {
      env_3.error = e_3;
      env_3.hasError = true;
    } finally {
      __disposeResources(env_3);
    }
  }
  /** As the user says, else as the image is called where it comes from. */
  #nameFor(names) {
    const { name } = this.#input;
    if (name !== undefined) return parseRefName(name);
    // A tag alone says nothing about what it is a tag of.
    const own = names.find((one) => /[:/]/.test(one) && isRefName(one));
    if (own !== undefined) return parseRefName(own);
    throw new LayoverError('LAYOVER_USAGE', `${this.#what} does not say what it is called`, {
      hint: 'Give it a name with --name.',
    });
  }
  #requireTar(head) {
    const first = head.subarray(0, BLOCK_BYTES);
    if (head.length >= BLOCK_BYTES && (hasChecksum(first) || isEmptyBlock(first))) return;
    const problem = head.length === 0 ? 'is empty' : 'is no tar, plain or packed with gzip or zstd';
    throw new LayoverError('LAYOVER_IMAGE_INVALID', `${this.#what} ${problem}`);
  }
  #wrongFormat(what) {
    return new LayoverError(
      'LAYOVER_USAGE',
      `${this.#what} is ${what}, so it cannot be taken for a ${this.#input.format}`,
    );
  }
  #report(imported) {
    return reportImport(imported, this.#context.notes);
  }
  async *#watch(bytes) {
    for await (const piece of bytes) {
      this.#done += piece.length;
      this.#control.onProgress(this.#done, this.#total);
      yield piece;
    }
  }
}
function hasFile(files, path) {
  const env_4 = { stack: [], error: void 0, hasError: false };
  try {
    const file = __addDisposableResource(env_4, files.find(path), false);
    return file !== undefined;
  } catch (e_4) {
    env_4.error = e_4;
    env_4.hasError = true;
  } finally {
    __disposeResources(env_4);
  }
}
async function isPlain(region) {
  const { head, bytes } = await peek(readRegion(region), BLOCK_BYTES);
  await bytes.return?.();
  return hasChecksum(head.subarray(0, BLOCK_BYTES));
}
//# sourceMappingURL=import-layers.js.map
