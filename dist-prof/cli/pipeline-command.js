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

/** `layover pipeline run` and `check`, from their options to their exit status. */
import { resolve } from 'node:path';
import { refuseUnseenOutputs } from '../pipeline/check-views.js';
import { CACHE_BYTES, collectResults } from '../pipeline/collect.js';
import { readPlan } from '../pipeline/plan.js';
import { runPipeline } from '../pipeline/run-pipeline.js';
import { showsMachine } from '../sandbox/definition/definition.js';
import { readDefinition } from '../sandbox/definition/read-definition.js';
import { openLayover } from '../sandbox/open.js';
import { EXIT_INTERRUPTED } from './exit-code.js';
import { isInterrupt } from './failure.js';
import { GithubReport } from './pipeline-github.js';
import { LiveReport } from './pipeline-live.js';
import { PlainReport } from './pipeline-plain.js';
import { InterruptAbort } from './signals.js';
import { printable } from './text.js';
import { readVersion } from './version.js';

const EXIT_JOB_FAILED = 1;
const FAILURE_MODES = {
  finish: 'finish-running',
  stop: 'stop-new',
  continue: 'continue',
  kill: 'kill',
};
export async function runPipelineCommand(file, options) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    const plan = await readPlan(file);
    const layover = __addDisposableResource(
      env_1,
      await openLayover({ concurrency: options.jobs, warm: 0 }),
      true,
    );
    const report = reportFor(plan, options);
    const close = () => report.close?.();
    process.once('exit', close);
    // The first interrupt ends what runs and waits for it; the next ends layover, and every job dies with it.
    const interrupt = __addDisposableResource(env_1, new InterruptAbort(), false);
    interrupt.signal.addEventListener('abort', () => report.interrupt?.(), { once: true });
    try {
      const { status } = await runPipeline(plan, {
        layover,
        concurrency: options.jobs,
        resources: resourcesOf(options),
        failureMode: FAILURE_MODES[options.onFailure ?? 'finish'],
        usesCache: options.cache !== false,
        cacheDirectory: cacheDirectoryOf(options),
        explains: options.explain,
        signal: interrupt.signal,
        tool: readVersion(),
        onEvent: (event) => report.take(event),
      });
      collectResults(layover, { cacheBytes: CACHE_BYTES, isDryRun: false });
      if (status === 'canceled') return EXIT_INTERRUPTED;
      return status === 'succeeded' ? 0 : EXIT_JOB_FAILED;
    } catch (error) {
      if (!interrupt.signal.aborted || !isInterrupt(error)) throw error;
      return EXIT_INTERRUPTED; // the report has said so
    } finally {
      process.off('exit', close);
      close();
    }
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    const result_1 = __disposeResources(env_1);
    if (result_1) await result_1;
  }
}
function resourcesOf({ cpus, memory, disk }) {
  return {
    ...(cpus !== undefined && { cpus }),
    ...(memory !== undefined && { memoryBytes: memory }),
    ...(disk !== undefined && { diskBytes: disk }),
  };
}
function cacheDirectoryOf({ cache }) {
  const named = typeof cache === 'string' ? cache : process.env['LAYOVER_CACHE'];
  return named === undefined || named === '' ? undefined : resolve(named);
}
function reportFor({ jobs }, { json }) {
  if (json) return { take: (event) => process.stdout.write(`${JSON.stringify(event)}\n`) };
  if (process.env['GITHUB_ACTIONS'] === 'true') return new GithubReport();
  if (process.stderr.isTTY && process.env['TERM'] !== 'dumb') return new LiveReport(terminalScreen());
  return new PlainReport(jobs.map(({ name }) => name));
}
function terminalScreen() {
  const { stderr } = process;
  return {
    write: (text) => void stderr.write(text),
    get columns() {
      return stderr.columns || 80;
    },
    get rows() {
      return stderr.rows || 24;
    },
  };
}
/** One line about each job. A mistake anywhere is an error. */
export async function checkPipeline(file) {
  const plan = await readPlan(file);
  const machines = new Set();
  for (const sandbox of new Set(plan.jobs.map((job) => job.sandbox)))
    if (showsMachine(await readDefinition(sandbox))) machines.add(sandbox);
  refuseUnseenOutputs(plan, (sandbox) => machines.has(sandbox));
  const count = plan.jobs.length === 1 ? '1 job' : `${plan.jobs.length} jobs`;
  return [`layover: ${printable(file)} is fine: ${count}`];
}
//# sourceMappingURL=pipeline-command.js.map
