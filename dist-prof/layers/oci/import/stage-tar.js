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

/** One layer from its tar: unpacked into staging, everything about it verified, not visible yet. */
import { LayoverError } from '../../../base/errors.js';
import { TarReader } from '../../../tar/reader.js';
import { Sources } from '../../../tree/sources.js';
import { sealStaging } from '../../stage.js';
import { Staging } from '../../staging.js';
import { TreeWriter } from '../../tree-writer.js';
import { Meter } from './bytes.js';
import { unpack } from './decompress.js';
import { Extractor } from './extract.js';
import { finishLayer } from './finish.js';
import { LowerCopies } from './lower-copies.js';
/** The caller disposes of the staging. Nothing is left of it where this fails. */
export async function stageTar(layer, context) {
  const staging = new Staging(context.store);
  try {
    return await fill(staging, layer, context);
  } catch (error) {
    staging[Symbol.dispose]();
    throw named(error, layer.what);
  }
}
async function fill(staging, layer, context) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    const { check, style, sharing } = context;
    const { view, below, createdBy } = layer;
    const writer = __addDisposableResource(env_1, new TreeWriter(staging.tree, { style, check }), false);
    const sources = new Sources();
    try {
      const env_2 = { stack: [], error: void 0, hasError: false };
      try {
        const lower = new LowerCopies(view, { writer, sources, budget: context.budget });
        const extractor = __addDisposableResource(env_2, new Extractor({ ...context, writer, lower }), false);
        await readAll(extractor, layer, context);
        const onFiles = (entries) => sharing.share(staging, entries, check);
        const entries = finishLayer(extractor.tree, { writer, view, onFiles, check });
        if (layer.isTopmost !== true) {
          view?.add(entries, staging.tree);
          sharing.add(staging.tree, entries);
        }
        return sealStaging(staging, entries, { below, createdBy, marks: style });
      } catch (e_1) {
        env_2.error = e_1;
        env_2.hasError = true;
      } finally {
        __disposeResources(env_2);
      }
    } finally {
      sources.close();
    }
  } catch (e_2) {
    env_1.error = e_2;
    env_1.hasError = true;
  } finally {
    __disposeResources(env_1);
  }
}
async function readAll(extractor, layer, { budget, check }) {
  const { what, blob, diffId } = layer;
  const { limits } = budget;
  const reader = new TarReader(extractor, {
    headerBytesMax: limits.headerBytes,
    mayLackEnd: diffId !== undefined,
  });
  const [packed, plain] = [new Meter(), new Meter()];
  const source = blob === undefined ? layer.bytes : packed.measure(layer.bytes);
  const tar = layer.mayBePacked ? unpack(source, { what, limits }) : source;
  for await (const piece of diffId === undefined ? tar : plain.measure(tar)) {
    check();
    reader.push(piece);
  }
  reader.finish();
  if (blob !== undefined) requireSame('its bytes', { seen: packed.digest(), wanted: blob.digest });
  if (diffId !== undefined) requireSame('its plain tar (DiffID)', { seen: plain.digest(), wanted: diffId });
}
function requireSame(what, { seen, wanted }) {
  if (seen === wanted) return;
  const message = `${what} should have the digest ${wanted}, and have ${seen}`;
  throw new LayoverError('LAYOVER_IMAGE_INVALID', message, {
    hint: 'It was damaged or changed: get it once more.',
  });
}
function named(error, what) {
  if (!(error instanceof LayoverError) || what === '' || error.code === 'LAYOVER_CANCELED') return error;
  return new LayoverError(error.code, `${what}: ${error.message}`, { hint: error.hint, cause: error });
}
//# sourceMappingURL=stage-tar.js.map
