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

/** Making all that is new in the stash, complete with its attributes, so that renames are all that is left to do. */
import { writeSync } from 'node:fs';
import { joinRaw, ROOT_PATH, splitRaw } from '../base/bytes-path.js';
import { hasErrno } from '../base/errors.js';
import { syscalls } from '../native/syscalls.js';
import { OpenDirectories } from '../tree/open-directories.js';
import { readItem } from '../tree/read-entry.js';
import { applyAttributes } from './attributes.js';
import { explaining } from './explain.js';
import { HardLinks } from './hard-links.js';
import { makeObject, openNewFile } from './make-object.js';
import { isPlainDirectory } from './planned.js';
import { look } from './seen.js';
import { volumeOf } from './volumes.js';
/** The operations that are left once everything is staged, in the order they are to be done. */
export function stagePlan(planned, context) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    const stage = __addDisposableResource(env_1, new Stage(context), false);
    for (const [index, one] of planned.entries()) {
      context.checkCanceled?.();
      const what = { path: one.path, kind: kindOf(one) };
      explaining(context.target.path, what, () => stage.add(one));
      context.onProgress?.(index + 1, planned.length);
    }
    return stage.finish();
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    __disposeResources(env_1);
  }
}
function kindOf(one) {
  return one.change?.kind ?? 'directory';
}
class Stage {
  #context;
  /** Of the stash: what is staged lies below a slot. */
  #directories;
  /** Where the directories of the target that are new are staged. */
  #places = new Map();
  #staged = [];
  #drafts = [];
  #attributes = [];
  #links = new HardLinks();
  #roots;
  constructor(context) {
    this.#context = context;
    this.#roots = context.volumes.map(({ at }) => at);
    this.#directories = new OpenDirectories(
      context.volumes.map(({ stash }) => stash),
      64,
    );
  }
  add(planned) {
    switch (planned.action) {
      case 'create':
        return this.#make(planned, this.#placeOf(planned));
      case 'replace':
        return this.#make(planned, this.#newSlot(planned));
      case 'delete':
        this.#newSlot(planned);
        return;
      case 'attributes':
        return this.#planAttributes(planned);
      case 'same':
      case 'skip':
      case 'conflict':
        return;
    }
  }
  /** Directories get their attributes when nothing will be made in them any more: the deepest first. */
  finish() {
    const { target } = this.#context;
    for (const { place, entry, path } of this.#staged.toReversed()) {
      explaining(target.path, { path, kind: 'directory' }, () => this.#dress(place, entry, path));
    }
    const renames = this.#drafts.map((draft) => this.#toOperation(draft));
    const all = [...renames, ...this.#attributes.toReversed()];
    const volume = ({ path }) => volumeOf(path, this.#roots);
    return all.sort((a, b) => volume(a) - volume(b));
  }
  [Symbol.dispose]() {
    this.#directories[Symbol.dispose]();
  }
  #newSlot(planned) {
    const slot = String(this.#drafts.length);
    this.#drafts.push({ slot, planned });
    return this.#slot(slot, planned.path);
  }
  #slot(slot, path) {
    return { volume: volumeOf(path, this.#roots), path: slot };
  }
  #placeOf(planned) {
    if (!planned.within) return this.#newSlot(planned);
    const { parent, name } = splitRaw(planned.path);
    const place = this.#places.get(parent);
    if (place === undefined) throw new Error('A part of a new directory is staged after it');
    return { ...place, path: joinRaw(place.path, name) };
  }
  #make(planned, place) {
    const { entry, path } = planned;
    const spot = this.#spot(place);
    if (entry.type === 'directory') {
      syscalls.mkdir(spot.dirfd, spot.name, 0o700);
      this.#places.set(path, place);
      this.#staged.push({ place, entry, path: shownPath(planned) });
      return;
    }
    if (this.#linkToFirst(planned, place)) return;
    const { report, policy } = this.#context;
    const merged = planned.action === 'replace' ? planned.merged : undefined;
    if (merged === undefined) makeObject(this.#context, entry, spot);
    else this.#writeMerged(spot, merged);
    const dressed = merged === undefined ? entry : { ...entry, mtimeNs: BigInt(Date.now()) * 1000000n };
    report.strip(shownPath(planned), applyAttributes(spot, dressed, policy));
    if (planned.change) this.#links.remember(planned.change, place);
  }
  #writeMerged(spot, bytes) {
    const fd = openNewFile(spot);
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
    } finally {
      syscalls.close(fd);
    }
    this.#context.report.addBytes(bytes.length);
  }
  /** Gives the place the inode of a group's first member; false where there is none or it takes no more names. */
  #linkToFirst({ change }, place) {
    const first = change && this.#links.find(change);
    if (first === undefined) return false;
    try {
      syscalls.link(this.#spot(first), this.#spot(place));
      return true;
    } catch (error) {
      if (this.#context.policy.faithful || !hasErrno(error, 'EMLINK', 'EPERM', 'EOPNOTSUPP', 'EXDEV'))
        throw error;
      this.#context.report.strip(change?.path ?? ROOT_PATH, ['hard link']);
      return false;
    }
  }
  #spot({ volume, path }) {
    const { parent, name } = splitRaw(path);
    return { dirfd: this.#directories.get(volume, parent), name };
  }
  #dress(place, entry, path) {
    const spot = this.#spot(place);
    if (isPlainDirectory(entry)) return syscalls.chmod(spot.dirfd, spot.name, entry.mode);
    this.#context.report.strip(path, applyAttributes(spot, entry, this.#context.policy));
  }
  #planAttributes({ path, entry, stat }) {
    const { target } = this.#context;
    const located = target.locate(path);
    if (located.kind !== 'spot') throw new Error('A directory that is there has a place');
    const source = { root: target.path, path };
    const before = attributesOf(readItem({ ...located.spot, stat }, 'plain', source).entry);
    const after = attributesOf(entry);
    this.#attributes.push({ kind: 'attributes', path, ino: stat.ino, before, after });
  }
  #toOperation({ slot, planned }) {
    const { path } = planned;
    const staged =
      planned.action === 'delete'
        ? []
        : look(this.#spot(this.#slot(slot, path)), this.#context.checkCanceled);
    switch (planned.action) {
      case 'create':
        return { kind: 'create', path, slot, after: staged };
      case 'replace':
        return { kind: 'replace', path, slot, before: planned.before, after: staged };
      case 'delete':
        return { kind: 'delete', path, slot, before: planned.before };
    }
  }
}
function attributesOf({ mode, uid, gid, mtimeNs, xattrs }) {
  return { mode, uid, gid, mtimeNs, xattrs };
}
/** As the view has it, and the report. */
function shownPath({ change, path }) {
  return change?.path ?? path;
}
//# sourceMappingURL=stage.js.map
