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

import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { findRunJob, isRunWord, logPath } from '../../sandbox/state/runs.js';
import { OutputSink } from '../output.js';

const HELP = `
What it printed to standard output goes to standard output, its errors to standard error.

Examples:
  layover logs j-0mfz1k2ab3c4de
  layover logs j-0mfz1k2ab3c4de 2>/dev/null
  layover logs last/compile`;
function jobLog(job) {
  return (stream) => job.log(stream);
}
/** Of a pipeline's run, which has it as long as the run is there. */
function runLog({ homePath }, word) {
  const { directory, record } = findRunJob({ runs: join(homePath, 'runs'), path: homePath }, word);
  return (stream) => {
    const path = logPath(directory, record.name, stream);
    return existsSync(path) ? createReadStream(path) : Readable.from([]);
  };
}
/** `layover logs`. */
export function addLogsCommand(program, setStatus) {
  const command = program
    .command('logs')
    .description('print what a kept job printed')
    .argument('<job>')
    .usage('JOB')
    .helpOption('-h, --help', 'show this')
    .addHelpText('after', HELP);
  command.action(async (id) => {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
      const { openForCommand } = await import('../open.js');
      const layover = __addDisposableResource(env_1, await openForCommand(), true);
      const open = isRunWord(id) ? runLog(layover, id) : jobLog(await layover.job(id));
      await pipeline(open('stdout'), new OutputSink(process.stdout));
      await pipeline(open('stderr'), new OutputSink(process.stderr));
      setStatus(0);
    } catch (e_1) {
      env_1.error = e_1;
      env_1.hasError = true;
    } finally {
      const result_1 = __disposeResources(env_1);
      if (result_1) await result_1;
    }
  });
}
//# sourceMappingURL=logs.js.map
