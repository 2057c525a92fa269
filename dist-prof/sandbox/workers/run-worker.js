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
 * The life of a worker's job: as that of a command (run.ts), but what runs is a function, in a thread of the worker
 * process with the job's view around it. Upper, record, diff and commit are the same.
 */
import { constants } from 'node:os';
import { join } from 'node:path';
import { deserialize } from 'node:v8';
import { hostPath } from '../../base/bytes-path.js';
import { LayoverError, SetupError } from '../../base/errors.js';
import { LayerLease } from '../../layers/lock.js';
import { syscalls } from '../../native/syscalls.js';
import { kernelDriver } from '../../overlay/kernel.js';
import { CODE_FOLDER } from '../../worker/code-folder.js';
import { resolveCode } from '../../worker/code-roots.js';
import { resolveSpec } from '../definition/resolve.js';
import { Ending } from '../life/ending.js';
import { pumpOutput } from '../life/output.js';
import { countChanges } from '../life/read-uppers.js';
import { drain } from '../life/streams.js';
import { writeRecord } from '../state/job-record.js';
import { moveToTrash } from '../state/jobs.js';
import { fitLowers } from '../view/fit-lowers.js';
import { orderMounts } from '../view/mount-order.js';
import { makePlaces } from '../view/places.js';
import { areUntouched, NO_CHANGES } from '../view/untouched.js';
import { planView } from '../view/view.js';
import { planPortable } from './portable-plan.js';
import { runProcessJob } from './run-process.js';
import { asRunSpec, packParams, RESULT_BYTES_MAX } from './spec-of-worker.js';
import { checkWorkerSpec, mayBePortable, receiptOfWorker } from './worker-limits.js';
/** Runs a worker's function to its end. The job is on disk when this returns, and its lock is free. */
export async function runWorkerJob(spec, machine) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    spec.signal?.throwIfAborted();
    if (spec.isolation === 'process') return await runProcessJob(spec, machine);
    globalThis.__t?.('begin');
    const code = resolveCode(spec.worker, machine.home.path);
    globalThis.__t?.('code');
    const params = packParams(spec.params);
    await checkWorkerSpec(spec);
    if (machine.mode === 'rootless' && spec.isolation !== 'portable') await machine.keeper();
    const resolved = await fitLowers(await resolveSpec(asRunSpec(spec, code), machine), machine, spec);
    globalThis.__t?.('resolved');
    const view = planView(resolved.view);
    const { lowers, places = [] } = resolved.view;
    const _lease = __addDisposableResource(
      env_1,
      new LayerLease(machine.home.store, [...lowers, ...places.flatMap((place) => place.lowers)]),
      false,
    );
    return await tryKinds(spec, async (kind, fallbacks) => {
      globalThis.__t?.('planned');
      const directory = await machine.takeDirectory();
      try {
        return await runInDirectory({
          spec,
          code,
          params,
          resolved,
          view,
          machine,
          directory,
          kind,
          fallbacks,
        });
      } catch (error) {
        moveToTrash(machine.home, directory.id);
        throw error;
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
/** A thread of its own view first; where that cannot be made, the portable one, and never silently. */
async function tryKinds(spec, run) {
  const { isolation = 'auto', onNotice } = spec;
  if (isolation === 'thread' || isolation === 'portable') return await run(isolation, []);
  try {
    return await run('thread', []);
  } catch (error) {
    if (!(error instanceof SetupError) || error.step === 'working-directory') throw error;
    if (!(await mayBePortable(spec))) throw error;
    onNotice?.(`no view can be mounted for a thread here (${error.message}); using the portable runner`);
    const fallback = {
      wanted: 'a view mounted for the thread',
      used: 'the portable runner',
      reason: error.message,
    };
    return await run('portable', [fallback]);
  }
}
async function runInDirectory(setup) {
  const { machine, view, directory, resolved } = setup;
  globalThis.__t?.('directory');
  const trees = () => machine.trees();
  // A portable upper has the marks of a user, whoever the caller is: no privilege is needed to leave them.
  const mode = setup.kind === 'portable' ? 'rootless' : machine.mode;
  const context = { mode, idMap: '' };
  const lowerMarks = machine.mode === 'root' ? 'trusted' : 'user';
  const places = await makePlaces({
    places: view.places,
    jobPath: directory.path,
    driver: kernelDriver,
    context,
    trees,
  });
  globalThis.__t?.('places');
  const parts =
    setup.kind === 'portable' ? places.parts.map((part) => ({ ...part, lowerMarks })) : places.parts;
  const { outcome, answer } = await runThread(setup, {
    mounts: orderMounts(places.mounts, view.mounts),
    parts,
  });
  globalThis.__t?.('drained');
  const { cut, ...read } = await readSummary({ ...places, parts }, setup);
  globalThis.__t?.('read');
  const record = {
    id: directory.id,
    createdAt: new Date().toISOString(),
    command: resolved.command,
    outcome: cut ?? outcome,
    usage: { wallMs: Math.round(answer.wallMs) }, // a thread shares the rest with its process
    ...read,
    receipt: receiptOfWorker(setup, answer.leaks),
    parts,
    mountPoints: view.mountPoints,
    ...(resolved.rules && { rules: resolved.rules }),
  };
  globalThis.__t?.('record');
  writeRecord(directory.path, record);
  globalThis.__t?.('written');
  return record;
}
async function readSummary({ parts, upperRoots }, { machine, directory, spec, view: { mountPoints } }) {
  const isUntouched = areUntouched(parts, upperRoots);
  if (isUntouched) return { isUntouched, changes: NO_CHANGES };
  const trees = await machine.trees();
  const input = { parts, mountPoints, recordIn: hostPath(directory.path) };
  return { isUntouched, ...(await countChanges(trees, input, spec)) };
}
async function runThread(setup, { mounts, parts }) {
  const { spec, params, resolved, machine, directory } = setup;
  const { timeoutMs, outputBytes, memoryBytes } = resolved.limits;
  const host = await machine.workers();
  const ending = new Ending({ outputBytes, signal: spec.signal });
  const started = await host.start({
    mounts,
    cwd: resolved.cwd,
    env: resolved.env,
    ...codeAndPlan(setup, parts),
    params,
    resultBytesMax: RESULT_BYTES_MAX,
    heapBytes: memoryBytes,
    timeoutMs,
  });
  globalThis.__t?.('sent');
  try {
    ending.start((signal) => (signal === constants.signals.SIGKILL ? started.terminate() : started.abort()));
    const pumped = pump(setup, { started, ending });
    pumped.catch(() => undefined); // awaited once the job has ended
    spec.onStart?.({
      id: directory.id,
      signal: (signal) => interrupt(started, signal),
      resize: () => undefined,
    });
    const answer = await started.answered.catch((error) => answerOfDeath(error));
    globalThis.__t?.('answered');
    globalThis.__ans?.(answer);
    await drain(pumped, () => started.discardOutput());
    return { answer, outcome: ending.reason ?? outcomeOf(answer.end) };
  } finally {
    ending.stop();
  }
}
/** A portable thread loads code from where it is on the host. */
function codeAndPlan({ kind, code, view, directory, machine }, parts) {
  if (kind === 'thread') return { module: code.module, portable: undefined };
  const portable = planPortable({
    parts,
    mounts: view.mounts,
    jobPath: directory.path,
    codeRoots: code.roots,
    lowerMarks: machine.mode === 'root' ? 'trusted' : 'user',
  });
  const file = code.module.file.slice(CODE_FOLDER.length);
  return { module: { ...code.module, file }, portable };
}
function interrupt(started, signal) {
  if (signal === 'SIGKILL') started.terminate();
  else started.abort();
}
async function pump({ spec, directory }, { started, ending }) {
  const route = {
    mask: spec.mask,
    logFolder: join(directory.path, 'log'),
    onOutput: (bytes) => ending.countOutput(bytes),
    onReaderGone: () => started.discardOutput(),
    onLogFailed: (notice) => spec.onNotice?.(notice),
  };
  await Promise.all([
    pumpOutput(started.stdout, { ...route, name: 'stdout', copy: spec.stdout }),
    pumpOutput(started.stderr, { ...route, name: 'stderr', copy: spec.stderr }),
  ]);
}
/** The worker process is gone, whoever ended it: the job with it. */
function answerOfDeath(error) {
  if (!(error instanceof LayoverError)) throw error;
  return { end: { kind: 'signaled', signal: 'SIGKILL' }, leaks: ['worker process'], wallMs: 0 };
}
function outcomeOf(end) {
  switch (end.kind) {
    case 'returned':
      return { kind: 'returned', value: deserialize(end.value) };
    case 'terminated':
      return { kind: 'canceled' };
    case 'failed':
      throw new SetupError({
        step: end.step,
        errno: end.errno,
        message: `Setting up the thread's view failed at the step ${end.step}: ${end.message}`,
        hint: 'Run `layover doctor`: it tries each thing a job needs.',
      });
    case 'threw':
    case 'timed-out':
    case 'exited':
    case 'signaled':
    case 'out-of-memory':
      return end;
  }
}
//# sourceMappingURL=run-worker.js.map
