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
 * The life of a job, the one place where the parts are joined:
 *
 *   resolve what is asked -> take ids and a directory -> make the writable places -> launch through the keeper ->
 *   pump its streams -> end it at exit, timeout, limit or cancellation -> read what it changed -> record it as kept
 *
 * A step that fails before the command has started leaves nothing behind and throws. From then on there is an
 * outcome, whatever the command does; unless it does not come to rest, which is LAYOVER_QUARANTINED.
 */
import { constants } from 'node:os';
import { join } from 'node:path';
import { hostPath } from '../../base/bytes-path.js';
import { measured } from '../../base/timeline.js';
import { LayerLease } from '../../layers/lock.js';
import { syscalls } from '../../native/syscalls.js';
import { resolveSpec } from '../definition/resolve.js';
import { GRACE_MS, PATIENCE_MS } from '../definition/spec.js';
import { receiptOf, usageOf } from '../limits/account.js';
import { openDiskPlace } from '../limits/disk-place.js';
import { JobLimits } from '../limits/job-limits.js';
import { writeRecord } from '../state/job-record.js';
import { moveToTrash } from '../state/jobs.js';
import { isQuarantine, notAtRest, quarantineJob } from '../state/quarantine.js';
import { fitLowers } from '../view/fit-lowers.js';
import { orderMounts } from '../view/mount-order.js';
import { makePlaces } from '../view/places.js';
import { areUntouched } from '../view/untouched.js';
import { planView } from '../view/view.js';
import { tryWays } from './attempt.js';
import { Ending } from './ending.js';
import { explainDescriptors, explainFailure } from './explain.js';
import { sandboxOf } from './job-again.js';
import { bringHome, NOTHING_DONE, readUppers } from './read-uppers.js';
import { PipeStreams } from './streams.js';
import { TerminalStreams } from './terminal.js';
/** Runs a command to its end. The job is on disk when this returns, and its lock is free. */
export async function runJob(spec, machine, timeline) {
  try {
    return await resolveAndRun(spec, machine, timeline);
  } catch (error) {
    throw explainDescriptors(error);
  }
}
async function resolveAndRun(spec, machine, timeline) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    spec.signal?.throwIfAborted();
    await measured(timeline, 'keeper', () => machine.keeper()); // finds out which ids there are
    const resolved = await measured(timeline, 'resolve', async () =>
      fitLowers(await resolveSpec(spec, machine), machine, spec),
    );
    const view = measured(timeline, 'plan view', () => planView(resolved.view));
    // Until the job has ended and its record names them.
    const { lowers, places = [] } = resolved.view;
    const _lease = __addDisposableResource(
      env_1,
      new LayerLease(machine.home.store, [...lowers, ...places.flatMap((place) => place.lowers)]),
      false,
    );
    const { mustUseKernel, required } = resolved;
    return await tryWays({ ...spec, mustUseKernel, required }, async (way, fallbacks) => {
      const ids = measured(timeline, 'ids', () => machine.takeIds(resolved.user));
      const directory = await measured(timeline, 'job directory', () => machine.takeDirectory());
      let limits;
      let place;
      try {
        limits = await measured(timeline, 'control group', () =>
          JobLimits.open(resolved, machine, directory),
        );
        place = await openDiskPlace({ machine, resolved, directory });
        const given = { spec, resolved, view, machine, way, fallbacks, ids, directory, limits, place };
        const record = await runInDirectory({ ...given, timeline });
        place.drop();
        ids.release();
        // Unlocked, not just closed: the keeper has a copy, and for a moment each init that it starts meanwhile.
        syscalls.flock(directory.lock, 'unlock');
        return record;
      } catch (error) {
        ids.giveUp();
        throw await abandonJob(error, { machine, directory, limits, place });
      } finally {
        syscalls.close(directory.lock);
        machine.prepareDirectory();
      }
    });
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    __disposeResources(env_1);
  }
}
/** Leaves nothing of it behind but what must not be touched; the error to throw. */
export async function abandonJob(error, { machine, directory, limits, place }) {
  if (isQuarantine(error)) {
    limits?.stopWatching();
    return quarantineJob(machine.home, directory.id, error);
  }
  place?.drop();
  moveToTrash(machine.home, directory.id);
  await limits?.end();
  return error;
}
// A job that takes longer than this hides the start of whoever reads its changes; a shorter one may not need it.
const WARM_AFTER_MS = 40;
async function runInDirectory(setup) {
  const { machine, way, view, ids, directory, resolved, place, timeline } = setup;
  const context = { mode: machine.mode, idMap: ids.idMap };
  const trees = () => machine.trees();
  const request = { places: view.places, jobPath: place.path, driver: way.driver, context, trees };
  const made = await measured(timeline, 'uppers', () => makePlaces(request));
  const warming = setTimeout(() => void machine.trees().catch(() => undefined), WARM_AFTER_MS);
  const { end, outcome } = await launch(setup, {
    mounts: orderMounts(made.mounts, view.mounts),
    parts: made.parts,
  }).finally(() => clearTimeout(warming));
  const { mountPoints } = view;
  const isUntouched = measured(timeline, 'look at uppers', () => areUntouched(made.parts, made.upperRoots));
  const parts = await bringHome(setup, made.parts);
  const read = isUntouched
    ? NOTHING_DONE
    : await measured(timeline, 'diff', () => readUppers(setup, parts, mountPoints));
  const usage = usageOf(end, setup.limits.usage);
  const record = {
    id: directory.id,
    createdAt: new Date().toISOString(),
    command: resolved.command,
    outcome: read.cut ?? outcome,
    usage,
    changes: read.changes,
    isUntouched,
    receipt: receiptOf(setup, read.quiescence, usage),
    parts,
    mountPoints,
    sandbox: sandboxOf(setup.spec, resolved, view),
    ...(resolved.rules && { rules: resolved.rules }),
  };
  measured(timeline, 'record', () => writeRecord(directory.path, record));
  return record;
}
/** Runs the command in its view, and ends it. */
export async function launch(setup, { mounts, parts }) {
  const { spec, resolved, machine, directory, limits, ids, place, timeline } = setup;
  const ending = new Ending({ outputBytes: resolved.limits.outputBytes, signal: spec.signal });
  const streams = measured(timeline, 'streams', () => openStreams(setup, ending));
  try {
    const keeper = await machine.keeper();
    const locks = [directory.lock, ...(ids.lock === undefined ? [] : [ids.lock])];
    const launched = measured(timeline, 'request', () =>
      keeper.launch(launchSpec(setup, mounts), { ...streams.ends, locks }),
    );
    streams.closeJobEnds();
    ending.start((signal) => launched.signal(signal));
    limits.watch(ending, { fd: directory.lock, measure: measurerOf(machine, parts) }, place);
    const pumped = streams.pump();
    pumped.catch(() => undefined); // awaited once the job has ended; until then nobody else may see it fail
    spec.onStart?.(runningJob(directory.id, launched, streams));
    const end = await measured(timeline, 'job', () => launched.ended);
    timeline?.add(...launched.steps);
    if (end.kind === 'stuck') throw notAtRest(describeStuck(limits));
    await measured(timeline, 'end of limits', () => limits.end(place));
    await measured(timeline, 'rest of output', () => streams.finish(pumped));
    return judgeEnd(end, ending.reason, limits);
  } finally {
    ending.stop();
    streams.destroy();
  }
}
export function describeStuck(limits) {
  const numbers = limits.listProcesses();
  const named = numbers.length === 0 ? '' : ` (${numbers.slice(0, 10).join(', ')})`;
  return `processes of it${named} do not end, ${PATIENCE_MS / 1_000} s after they were killed`;
}
export function measurerOf(machine, parts) {
  const roots = parts.map(({ upper }) => upper);
  return async (enough) => await (await machine.trees()).run('measure', { roots, enough });
}
export function launchSpec({ resolved, machine, way, ids, spec, limits, timeline }, mounts) {
  return {
    args: resolved.command,
    env: resolved.env,
    cwd: resolved.cwd,
    hostname: resolved.hostname,
    idMap: ids.idMap,
    user: resolved.user,
    attachPoint: hostPath(machine.home.attach),
    layerId: ids.layerId,
    mounts,
    network: resolved.network,
    hasTerminal: spec.terminal !== undefined,
    mapsLayers: machine.mode === 'root',
    layersBy: way.layersBy,
    filter: resolved.filter,
    usesLandlock: resolved.landlockAbi > 0,
    confinement: limits.confinement,
    isProfiled: timeline !== undefined,
    end: { timeoutMs: resolved.limits.timeoutMs, graceMs: GRACE_MS, patienceMs: PATIENCE_MS },
  };
}
function openStreams({ spec, directory, logs = 'log' }, ending) {
  const request = {
    stdin: spec.stdin,
    mask: spec.mask ?? [],
    stdout: spec.stdout,
    stderr: spec.stderr,
    logFolder: join(directory.path, logs),
    onOutput: (bytes) => ending.countOutput(bytes),
    onReaderGone: () => ending.readerGone(),
    onLogFailed: (notice) => spec.onNotice?.(notice),
  };
  return spec.terminal === undefined ? new PipeStreams(request) : new TerminalStreams(request, spec.terminal);
}
function runningJob(id, launched, streams) {
  return {
    id,
    signal: (signal) => launched.signal(constants.signals[signal]),
    resize: (size) => {
      if (streams instanceof TerminalStreams) streams.resize(size);
    },
  };
}
export function judgeEnd(end, reason, limits) {
  if (end.kind === 'failed') {
    if (end.step !== 'exec') throw explainFailure(end);
    return {
      end: undefined,
      outcome: { kind: 'not-started', code: 'LAYOVER_SETUP', step: end.step, errno: end.errno },
    };
  }
  return { end: end.end, outcome: reason ?? limits.judge(end.end) };
}
//# sourceMappingURL=run.js.map
