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
 * A project, or what jobs are given of it, as layers: a copy that no later change can reach, the same for the same
 * content. Times, owners and extended attributes are no part of it, so that a fresh checkout makes the same layers;
 * every file is of one moment long ago, and hence older than anything a job makes of it.
 */
import { ROOT_PATH } from '../base/bytes-path.js';
import { LayoverError } from '../base/errors.js';
import { LayerLease } from '../layers/lock.js';
import { publishLayer } from '../layers/publish.js';
import { findRef } from '../layers/refs.js';
import { sealStaging, stageTree } from '../layers/stage.js';
import { Staging } from '../layers/staging.js';
import { treePath } from '../layers/store.js';
import { readManifest } from '../layers/verify.js';
import { KnownFiles } from './known-files.js';
import { digestEntries, scanProject, selectEntries } from './scan.js';
import { selectorOf } from './select.js';

const TRIES = 3;
/** The name under which a snapshot's layer is kept. */
export function snapshotName(digest) {
  return `layover/inputs/${digest}`;
}
/** Takes all selections of the project at one go, and again where a file changed meanwhile. */
export function takeSnapshots(input, check) {
  for (let left = TRIES - 1; ; left -= 1) {
    try {
      return trySnapshots(input, check);
    } catch (error) {
      if (left === 0 || !isMoved(error)) throw error;
    }
  }
}
function isMoved(error) {
  return error instanceof LayoverError && error.code === 'LAYOVER_TREE_CHANGED';
}
function trySnapshots(input, check) {
  const { project, selections, apart } = input;
  const selectors = selections.map(selectorOf);
  const known = new KnownFiles(input.knownFile);
  const scan = scanProject(project, { selectors, apart, known, check });
  const chosen = selectors.map((selector) => selectEntries(scan, selector));
  // The largest first: the others then share its files.
  const order = [...chosen.keys()].sort((a, b) => (chosen[b]?.length ?? 0) - (chosen[a]?.length ?? 0));
  const made = new Map();
  const shared = new SharedFiles(input.store, known.layers);
  for (const index of order) {
    const snapshot = makeSnapshot(chosen[index] ?? [], { input, shared, check });
    made.set(index, snapshot);
  }
  const layers = [...new Set(order.map((index) => made.get(index)?.layer ?? ''))];
  if (known.isChanged || layers.join() !== known.layers.join()) known.write(layers);
  return { snapshots: selections.map((_one, index) => made.get(index)), leftOut: scan.leftOut };
}
function makeSnapshot(entries, making) {
  const { store } = making.input;
  const digest = digestEntries(entries);
  const files = entries.filter(({ type }) => type === 'file');
  const sums = { files: files.length, bytes: files.reduce((sum, { size }) => sum + size, 0) };
  const present = findWhole(store, snapshotName(digest));
  const layer = present ?? makeLayer(entries, { ...making, name: snapshotName(digest) });
  making.shared.add(layer);
  return { digest, layer, ...sums };
}
function findWhole(store, name) {
  const [link] = findRef(store, name)?.chain ?? [];
  if (link === undefined || !('layer' in link)) return undefined;
  try {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
      const _lease = __addDisposableResource(
        env_1,
        new LayerLease(store, [treePath(store, link.layer)]),
        false,
      );
      return link.layer;
    } catch (e_1) {
      env_1.error = e_1;
      env_1.hasError = true;
    } finally {
      __disposeResources(env_1);
    }
  } catch (error) {
    if (error instanceof LayoverError && error.code === 'LAYOVER_LAYER_UNKNOWN') return undefined;
    throw error;
  }
}
function makeLayer(entries, { input, shared, check, name }) {
  const env_2 = { stack: [], error: void 0, hasError: false };
  try {
    const { store, style, project } = input;
    const wanted = new Map(entries.map((entry) => [entry.path, entry.sha256]));
    const lent = __addDisposableResource(env_2, shared.lend(entries), false);
    const planned = [
      rootOf(project),
      ...entries.map((entry) => planEntry(entry, lent.sourceOf(entry) ?? project)),
    ];
    const staging = __addDisposableResource(env_2, new Staging(store), false);
    const part = { at: ROOT_PATH, lowers: [], upper: lent.tree ?? project, marks: style };
    const staged = stageTree(staging, planned, {
      part: lent.tree === undefined ? { ...part, marks: 'plain' } : part,
      style,
      checkCanceled: check,
    });
    for (const entry of staged) {
      const sha256 = wanted.get(entry.path);
      if (entry.kind === 'object' && sha256 !== undefined && entry.sha256 !== sha256) throw moved(entry.path);
    }
    const sealed = sealStaging(staging, staged, { below: [], createdBy: 'inputs', marks: style });
    publishLayer(store, sealed, { name, below: [] });
    return sealed.record.id;
  } catch (e_2) {
    env_2.error = e_2;
    env_2.hasError = true;
  } finally {
    __disposeResources(env_2);
  }
}
function moved(path) {
  return new LayoverError('LAYOVER_TREE_CHANGED', `${path} in the project changed while it was read`, {
    hint: 'Start again when nothing writes to it.',
  });
}
const LONG_AGO_NS = 1000000000000000000n;
function rootOf(project) {
  return planEntry({ path: ROOT_PATH, type: 'directory', mode: 0o755, size: 0 }, project);
}
function planEntry({ path, type, mode, size, target, sha256 }, root) {
  const entry = {
    type,
    mode,
    uid: 0,
    gid: 0,
    size,
    mtimeNs: LONG_AGO_NS,
    ...(target !== undefined && { target }),
    xattrs: [],
    source: { root, path },
  };
  return { path, entry, isOpaque: false, sha256 };
}
/** Files of earlier snapshots: one that is the same gets a second name, and takes no room. */
class SharedFiles {
  #store;
  #layers;
  constructor(store, layers) {
    this.#store = store;
    this.#layers = [...layers];
  }
  add(layer) {
    if (!this.#layers.includes(layer)) this.#layers.unshift(layer);
  }
  /** The tree of the layer that has most of the files, held until it is disposed of. */
  lend(entries) {
    let best = new Lent(undefined, new Map(), undefined);
    for (const id of this.#layers) {
      const next = this.#open(id);
      if (next !== undefined && next.count(entries) > best.count(entries)) {
        best[Symbol.dispose]();
        best = next;
      } else next?.[Symbol.dispose]();
    }
    return best;
  }
  #open(id) {
    try {
      const tree = treePath(this.#store, id);
      const lease = new LayerLease(this.#store, [tree]);
      const files = readManifest(this.#store, id).flatMap((entry) =>
        entry.kind === 'object' && entry.sha256 ? [[entry.path, `${entry.object.mode} ${entry.sha256}`]] : [],
      );
      return new Lent(tree, new Map(files), lease);
    } catch (error) {
      if (error instanceof LayoverError) return undefined; // collected, or damaged: its files are copied then
      throw error;
    }
  }
}
class Lent {
  tree;
  #files;
  #lease;
  constructor(tree, files, lease) {
    this.tree = tree;
    this.#files = files;
    this.#lease = lease;
  }
  sourceOf({ path, mode, sha256 }) {
    return sha256 !== undefined && this.#files.get(path) === `${mode} ${sha256}` ? this.tree : undefined;
  }
  count(entries) {
    return entries.filter((entry) => this.sourceOf(entry) !== undefined).length;
  }
  [Symbol.dispose]() {
    this.#lease?.[Symbol.dispose]();
  }
}
//# sourceMappingURL=snapshot.js.map
