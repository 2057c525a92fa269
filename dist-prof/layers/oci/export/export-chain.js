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

import { LayoverError } from '../../../base/errors.js';
import { explainOutput, openOutput, writeFully } from '../../../tar/output.js';
import { explainingDevice } from '../../device-failure.js';
import { LayerLease } from '../../lock.js';
import { layersOf } from '../../refs.js';
import { Staging } from '../../staging.js';
import { treePath } from '../../store.js';
import { choosePlatform } from '../platform.js';
import { archiveTar } from './archive.js';
import { makeBlobs, tarOf } from './blobs.js';
import { buildImage } from './image.js';
import { explainLayout, Layout } from './layout.js';
import { findLosses } from './losses.js';
import { packInto } from './pack.js';
import { planImage } from './plan-image.js';
/** Exports a chain. Whatever fails, no file and no tag is another than before. For a worker: long, mostly synchronous. */
export async function exportChain(options) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    const { store, chain, target } = options;
    const trees = layersOf(chain).map((id) => treePath(store, id));
    const _lease = __addDisposableResource(
      env_1,
      explainingDevice(UNREADABLE, () => new LayerLease(store, trees)),
      false,
    );
    const all = explainingDevice(UNREADABLE, () => planImage(options));
    const layers = target.kind === 'tar' ? all.slice(-1) : all;
    if (layers.length === 0) throw new LayoverError('LAYOVER_USAGE', 'There is no layer in the chain');
    // What cannot be is refused before anything is written.
    platformOf(options);
    const notes = findLosses(layers);
    const made = await exportLayers(layers, options);
    const { blobs, image } = made;
    return {
      ...notes,
      layers: blobs.map(({ diffId, digest, size }) => ({ diffId, digest, size })),
      ...(image && { manifest: image.manifest.descriptor.digest, config: image.config.descriptor.digest }),
    };
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    __disposeResources(env_1);
  }
}
const UNREADABLE = 'The layers to export cannot be read';
async function exportLayers(layers, options) {
  const { target } = options;
  switch (target.kind) {
    case 'layout':
      return await explained(explainLayout, target.directory, () => writeLayout(layers, options, target));
    case 'archive':
      return await explained(explainOutput, target.output, () => writeArchive(layers, options, target));
    case 'tar':
      return await explained(explainOutput, target.output, () => writeTar(layers, options, target.output));
    case 'digests':
      return describe(layers, options, await makeBlobs(layers, blobOptionsOf(layers, options)));
  }
}
async function writeLayout(layers, options, { directory, tag }) {
  const env_2 = { stack: [], error: void 0, hasError: false };
  try {
    const layout = __addDisposableResource(env_2, await Layout.open(directory), false);
    const { workspace } = layout;
    const has = (digest, size) => layout.has(digest, size);
    const blobs = await makeBlobs(layers, { ...blobOptionsOf(layers, options), workspace, has });
    for (const { packed, source } of blobs)
      if (source.kind === 'file') layout.adopt(source.path, packed.digest);
    const made = describe(layers, options, blobs);
    const { config, manifest } = made.image;
    for (const { bytes, descriptor } of [config, manifest]) layout.add(bytes, descriptor);
    await layout.tag({ ...manifest.descriptor, platform: platformOf(options) }, tag);
    return made;
  } catch (e_2) {
    env_2.error = e_2;
    env_2.hasError = true;
  } finally {
    __disposeResources(env_2);
  }
}
async function writeArchive(layers, options, { output: destination, tag, repoTags }) {
  const env_3 = { stack: [], error: void 0, hasError: false };
  try {
    const blobOptions = blobOptionsOf(layers, options);
    // Compressed, a blob's size is known when it is there; what is left of a killed export is swept from the store.
    const staging = __addDisposableResource(
      env_3,
      blobOptions.compression === 'none' ? undefined : new Staging(options.store),
      false,
    );
    const blobs = await makeBlobs(layers, { ...blobOptions, workspace: staging?.path });
    const made = describe(layers, options, blobs);
    const docker = repoTags && { repoTags };
    const mtimeNs = latestOf(options) ?? 0n;
    const output = __addDisposableResource(env_3, openOutput(destination), false);
    for (const piece of archiveTar({ image: made.image, blobs, tag, docker, mtimeNs, blobOptions })) {
      writeFully(output.fd, piece);
    }
    output.finish();
    return made;
  } catch (e_3) {
    env_3.error = e_3;
    env_3.hasError = true;
  } finally {
    __disposeResources(env_3);
  }
}
/** Uncompressed, its digest is not worked out: that would take as long as all the rest. */
async function writeTar(layers, options, destination) {
  const env_4 = { stack: [], error: void 0, hasError: false };
  try {
    const blobOptions = blobOptionsOf(layers, options);
    const { compression } = blobOptions;
    const output = __addDisposableResource(env_4, openOutput(destination), false);
    const blobs = [];
    for (const layer of layers) {
      const pieces = tarOf(layer, blobOptions);
      if (compression === 'none') for (const piece of pieces) writeFully(output.fd, piece);
      else blobs.push(await packInto(output.fd, pieces, compression));
    }
    output.finish();
    return { blobs };
  } catch (e_4) {
    env_4.error = e_4;
    env_4.hasError = true;
  } finally {
    __disposeResources(env_4);
  }
}
function describe(layers, options, blobs) {
  const { stored = {}, run = {}, flat = false, sourceDateEpoch } = options;
  const packed = blobs.map((blob) => blob.packed);
  const image = buildImage({
    layers,
    packed,
    stored,
    run,
    flat,
    compression: compressionOf(options),
    platform: platformOf(options),
    ...(sourceDateEpoch !== undefined && { createdAt: new Date(sourceDateEpoch * 1_000).toISOString() }),
  });
  return { blobs: packed, image };
}
function blobOptionsOf(layers, options) {
  const { store, check, onProgress } = options;
  const total = layers.reduce((sum, { entries }) => sum + entries.length, 0);
  let done = 0;
  const onEntry = () => {
    done = Math.min(done + 1, total);
    onProgress?.(done, total);
  };
  return { store, compression: compressionOf(options), latestNs: latestOf(options), check, onEntry };
}
function compressionOf({ compression, target }) {
  return compression ?? (target.kind === 'layout' ? 'gzip' : 'none');
}
function platformOf({ platform, stored = {} }) {
  return choosePlatform(platform, stored);
}
function latestOf({ sourceDateEpoch }) {
  return sourceDateEpoch === undefined ? undefined : BigInt(sourceDateEpoch) * 1000000000n;
}
async function explained(explain, destination, action) {
  try {
    return await action();
  } catch (error) {
    throw explain(destination, error);
  }
}
//# sourceMappingURL=export-chain.js.map
