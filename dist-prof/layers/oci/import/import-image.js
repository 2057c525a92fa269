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

import { quoteRaw, rawFromText } from '../../../base/bytes-path.js';
import { LayoverError } from '../../../base/errors.js';
import { publishChain } from '../../publish.js';
import { readRegion } from './bytes.js';
import { LowerView } from './lower-view.js';
import { stageTar } from './stage-tar.js';
/** Stages every layer of an image, and makes all of them visible, and named, once the last one is verified. */
export async function importImage(files, { plan, target }, context) {
  const staged = [];
  const view = new LowerView();
  try {
    for (const layer of plan.layers) {
      const env_1 = { stack: [], error: void 0, hasError: false };
      try {
        const file = __addDisposableResource(env_1, findBlob(files, layer), false);
        const below = staged.map(({ record }) => ({ layer: record.id })).reverse();
        const number = staged.length + 1;
        const isTopmost = number === plan.layers.length;
        const what = `Layer ${number} of ${plan.layers.length}`;
        staged.push(
          await stageTar(
            {
              ...layer,
              mayBePacked: true,
              what,
              bytes: target.watch(readRegion(file)),
              below,
              view,
              isTopmost,
            },
            context,
          ),
        );
      } catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
      } finally {
        __disposeResources(env_1);
      }
    }
    return publish(context.store, staged, { plan, target });
  } finally {
    for (const { staging } of staged) staging[Symbol.dispose]();
  }
}
function publish(store, staged, { plan, target }) {
  const { name, keepsNames } = target;
  const { rootfs: _rootfs, ...config } = plan.config;
  return publishChain(store, staged.toReversed(), {
    name,
    below: [],
    config: config,
    keepsNames,
  });
}
function findBlob(files, { path, blob }) {
  const file = files.find(path);
  const name = quoteRaw(rawFromText(path));
  if (file === undefined) {
    throw new LayoverError('LAYOVER_IMAGE_INVALID', `The image has no ${name}`, {
      hint: 'An image that leaves layers to be fetched from elsewhere has to be completed first.',
    });
  }
  if (blob === undefined || file.size === blob.size) return file;
  file[Symbol.dispose]();
  const message = `${name} of the image has ${file.size} bytes, and should have ${blob.size}`;
  throw new LayoverError('LAYOVER_IMAGE_INVALID', message);
}
//# sourceMappingURL=import-image.js.map
