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

/** The files of an image that lies in a directory, or in a tar. */
import { readSync } from 'node:fs';
import { componentsOf, quoteRaw, rawFromText, splitRaw } from '../../../base/bytes-path.js';
import { hasErrno, LayoverError } from '../../../base/errors.js';
import { formatSize } from '../../../base/units.js';
import { O_NOCTTY, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, S_IFMT, S_IFREG } from '../../../native/constants.js';
import { syscalls } from '../../../native/syscalls.js';
import { BLOCK_BYTES } from '../../../tar/header.js';
import { invalidTar } from '../../../tar/invalid.js';
import { TarReader } from '../../../tar/reader.js';
import { openBeneath } from '../../../tree/open.js';
import { parseEntryPath } from './entry-path.js';
import { overLimit } from './limits.js';
/** Regular files below an open directory; links out of it, or to elsewhere in it, are not followed. */
export class DirectoryFiles {
  #fd;
  constructor(fd) {
    this.#fd = fd;
  }
  find(path) {
    const fd = this.#open(path);
    if (fd === undefined) return undefined;
    const { mode, size } = syscalls.stat(fd, '');
    if ((mode & S_IFMT) === S_IFREG) {
      return { fd, offset: 0, size, [Symbol.dispose]: () => syscalls.close(fd) };
    }
    syscalls.close(fd);
    throw new LayoverError(
      'LAYOVER_IMAGE_INVALID',
      `${quoteRaw(rawFromText(path))} of the image is no regular file`,
    );
  }
  #open(path) {
    try {
      return openBeneath(this.#fd, rawFromText(path), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
    } catch (error) {
      if (hasErrno(error, 'ENOENT', 'ENOTDIR')) return undefined;
      if (!(error instanceof LayoverError)) throw error;
      const message = `${quoteRaw(rawFromText(path))} of the image lies behind a link, a mount or a file`;
      throw new LayoverError('LAYOVER_IMAGE_INVALID', message, {
        cause: error,
        hint: 'Links in a layout are not followed: copy it with what they lead to.',
      });
    }
  }
}
/** The files of a plain tar, found by reading its headers. */
export class ArchiveFiles {
  #fd;
  #members;
  constructor({ fd, size }, limits) {
    this.#fd = fd;
    this.#members = readMembers(fd, size, limits);
  }
  find(path) {
    let name = rawFromText(path);
    // `docker save` has links where two images share a layer.
    for (let hops = 0; hops < LINKS_MAX; hops += 1) {
      const member = this.#members.get(name);
      if (member === undefined) return undefined;
      if (member === 'twice') throw invalidTar(`it has two members named ${quoteRaw(name)}`);
      if (!('to' in member)) return { ...member, fd: this.#fd, [Symbol.dispose]: () => undefined };
      name = member.to;
    }
    throw invalidTar(`its member ${quoteRaw(rawFromText(path))} is a link that leads round in circles`);
  }
}
const LINKS_MAX = 8;
function readMembers(fd, size, limits) {
  const members = new Map();
  const begin = (member, offset) => {
    const path = parseEntryPath(member.path, limits);
    if (member.dataBytes !== undefined) throw invalidTar(`${quoteRaw(path)} of the image is a sparse file`);
    if (members.size >= limits.entries)
      throw overLimit(limits, 'entries', `${quoteRaw(path)} is one more member`);
    const place = placeOf(path, member, offset);
    if (place !== undefined) members.set(path, members.has(path) ? 'twice' : place);
  };
  const reader = new TarReader(
    { begin, data: () => undefined, hole: () => undefined, end: () => undefined },
    { headerBytesMax: limits.headerBytes },
  );
  for (let at = 0; at < size; ) {
    const block = Buffer.allocUnsafe(Math.min(BLOCK_BYTES, size - at));
    const count = readSync(fd, block, 0, block.length, at);
    if (count === 0) break;
    reader.push(block.subarray(0, count));
    at += count + reader.skipContent();
  }
  reader.finish();
  return members;
}
function placeOf(path, { type, size, linkPath }, offset) {
  if (type === 'file') return { offset, size };
  const from = type === 'symlink' ? splitRaw(path).parent : '';
  if (type === 'symlink' || type === 'link') return { to: resolveLink(from, linkPath) };
  return undefined;
}
function resolveLink(from, target) {
  const names = target.startsWith('/') ? [] : [...componentsOf(from)];
  for (const name of target.split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return names.join('/');
}
/** All of a small file. */
export function readDocument(files, path, bytesMax) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    const file = __addDisposableResource(env_1, files.find(path), false);
    const name = quoteRaw(rawFromText(path));
    if (file === undefined) throw new LayoverError('LAYOVER_IMAGE_INVALID', `The image has no ${name}`);
    if (file.size > bytesMax) {
      const message = `${name} of the image has ${formatSize(file.size)}, and ${formatSize(bytesMax)} is the most`;
      throw new LayoverError('LAYOVER_IMPORT_LIMIT', message);
    }
    const bytes = Buffer.alloc(file.size);
    let filled = 0;
    while (filled < bytes.length) {
      const count = readSync(file.fd, bytes, filled, bytes.length - filled, file.offset + filled);
      if (count === 0) throw new LayoverError('LAYOVER_IMAGE_INVALID', `${name} of the image ends early`);
      filled += count;
    }
    return bytes;
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    __disposeResources(env_1);
  }
}
//# sourceMappingURL=image-files.js.map
