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

/** Another command in a kept job's own sandbox, over what it has changed so far. */
import { LayoverError } from '../../base/errors.js';
import { LayerLease } from '../../layers/lock.js';
import { syscalls } from '../../native/syscalls.js';
import { openDiskPlace } from '../limits/disk-place.js';
import { JobLimits } from '../limits/job-limits.js';
import { writeRecord } from '../state/job-record.js';
import { getRecord, lockKept } from '../state/jobs.js';
import { isQuarantine, quarantineJob } from '../state/quarantine.js';
import { orderMounts } from '../view/mount-order.js';
import { reopenPlaces } from '../view/places.js';
import { driverNamed } from './attempt.js';
import { resolveAgain } from './job-again.js';
import { readUppers } from './read-uppers.js';
import { launch } from './run.js';
/** Nobody reads, commits or discards the job meanwhile. What it printed first stays its log. */
export async function resumeJob(id, spec, machine) {
  await machine.keeper();
  await getRecord(machine.home, id);
  const directory = lockKept(machine.home, id);
  try {
    const record = await getRecord(machine.home, id); // as it is now that nobody else changes it
    return await runAgain(record, directory, { spec, machine });
  } finally {
    syscalls.close(directory.lock);
  }
}
async function runAgain(record, directory, { spec, machine }) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    const { sandbox } = record;
    if (sandbox === undefined) throw noSandbox(record.id);
    const asked = await resolveAgain(spec, sandbox, machine);
    const resolved = { ...asked, disk: { by: 'watch' } }; // what it left lies in its own directory
    const _lease = __addDisposableResource(
      env_1,
      new LayerLease(machine.home.store, resolved.view.lowers),
      false,
    );
    const way = driverNamed(record.receipt.driver, record.receipt.layersBy);
    const ids = machine.takeIds(resolved.user);
    const limits = await JobLimits.open(resolved, machine, directory);
    const { view } = sandbox;
    const place = await openDiskPlace({ machine, resolved, directory });
    const base = { spec, resolved, view, machine, way, ids, directory, limits, place };
    const setup = { ...base, fallbacks: [], logs: 'shell' };
    try {
      const resumed = await launchAgain(record, setup);
      ids.release();
      return resumed;
    } catch (error) {
      ids.giveUp();
      if (!isQuarantine(error)) throw error;
      limits.stopWatching();
      throw quarantineJob(machine.home, record.id, error);
    } finally {
      await limits.end().catch(() => undefined);
    }
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    __disposeResources(env_1);
  }
}
async function launchAgain(record, setup) {
  const { machine, directory, view, way, ids } = setup;
  const { parts, mountPoints } = record;
  // A layer made of them has the same inodes, and never changes.
  const roots = parts.map(({ upper }) => upper);
  await (await machine.trees()).run('ownTrees', { roots }, { signal: setup.spec.signal });
  const mounts = reopenPlaces(view.places, {
    jobPath: directory.path,
    trash: machine.home.trash,
    driver: way.driver,
    context: { mode: machine.mode, idMap: ids.idMap },
  });
  const { outcome } = await launch(setup, { mounts: orderMounts(mounts, view.mounts), parts });
  const { changes, cut } = await readUppers(setup, parts, mountPoints);
  const changed = { ...record, changes, isUntouched: false };
  writeRecord(directory.path, changed);
  return { record: changed, outcome: cut ?? outcome };
}
function noSandbox(id) {
  return new LayoverError('LAYOVER_UNSUPPORTED', `Job ${id} has no sandbox that a command could run in`, {
    hint: 'It ran in a thread, or an older layover made it. `layover diff` and `layover commit` work.',
  });
}
//# sourceMappingURL=resume.js.map
