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

import { randomBytes } from 'node:crypto';
import { closeSync, fstatSync, fsyncSync, openSync, renameSync, unlinkSync, writeSync } from 'node:fs';
import { fsPath, quoteRaw } from '../base/bytes-path.js';
import { hasErrno, LayoverError, messageOf } from '../base/errors.js';
/** Writes all pieces to a destination; errors are explained. */
export function writePieces(destination, pieces) {
  try {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
      const output = __addDisposableResource(env_1, openOutput(destination), false);
      for (const piece of pieces) writeFully(output.fd, piece);
      output.finish();
    } catch (e_1) {
      env_1.error = e_1;
      env_1.hasError = true;
    } finally {
      __disposeResources(env_1);
    }
  } catch (error) {
    throw explainOutput(destination, error);
  }
}
export function openOutput(destination) {
  if (typeof destination === 'number') return openDescriptor(destination);
  const cut = destination.lastIndexOf('/') + 1;
  const temp = fsPath(`${destination.slice(0, cut)}.layover-${randomBytes(6).toString('hex')}`);
  const fd = openSync(temp, 'wx', 0o644);
  let isFinished = false;
  return {
    fd,
    finish: () => {
      fsyncSync(fd);
      renameSync(temp, fsPath(destination));
      isFinished = true;
    },
    [Symbol.dispose]: () => {
      closeSync(fd);
      if (!isFinished) unlinkSync(temp);
    },
  };
}
/**
 * A pipe that Node has touched does not block, and to find out when it has room again costs more than all the rest: so
 * it is opened once more. Nothing else is: a file opened again would be written from its beginning.
 */
function openDescriptor(fd) {
  const blocking = fstatSync(fd).isFIFO() ? reopen(fd) : undefined;
  return {
    fd: blocking ?? fd,
    finish: () => {},
    [Symbol.dispose]: () => {
      if (blocking !== undefined) closeSync(blocking);
    },
  };
}
function reopen(fd) {
  try {
    return openSync(`/proc/self/fd/${fd}`, 'w');
  } catch {
    return undefined; // without /proc, or another user's pipe: slower, but it is written all the same
  }
}
/** The error of the system's as one that names the file; any other as it is. */
export function explainOutput(destination, cause) {
  if (typeof destination === 'number' || !(cause instanceof Error) || !('errno' in cause)) return cause;
  const message = `The tar ${quoteRaw(destination)} cannot be written: ${messageOf(cause)}`;
  return new LayoverError('LAYOVER_COMMIT_TARGET', message, { cause, hint: hintOf(cause) });
}
function hintOf(cause) {
  if (hasErrno(cause, 'ENOSPC', 'EDQUOT', 'EFBIG'))
    return 'Make room there, or name another place; nothing was left behind.';
  return 'Name a file in a writable directory.';
}
/** All of it; a pipe is waited for. */
export function writeFully(fd, bytes) {
  for (let at = 0; at < bytes.length; ) at += writeSome(fd, bytes.subarray(at));
}
/** A pipe may be in non-blocking mode, and full. */
function writeSome(fd, bytes) {
  try {
    return writeSync(fd, bytes);
  } catch (error) {
    if (!hasErrno(error, 'EAGAIN')) throw error;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
    return 0;
  }
}
const RETRY_MS = 5;
//# sourceMappingURL=output.js.map
