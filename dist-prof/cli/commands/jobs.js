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

import { jsonText } from '../../base/json-text.js';
import { say, writeLines } from '../output.js';
import { jobToJson, renderJobs } from '../render.js';
import { printable } from '../text.js';

const HELP = `
Examples:
  layover jobs
  layover jobs --json`;
/** `layover jobs`. */
export function addJobsCommand(program, setStatus) {
  const command = program
    .command('jobs')
    .description('list kept jobs, newest first')
    .option('--json', 'one object a line')
    .helpOption('-h, --help', 'show this')
    .addHelpText('after', HELP);
  command.action(async ({ json }) => {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
      const { openForCommand } = await import('../open.js');
      const layover = __addDisposableResource(env_1, await openForCommand(), true);
      const records = await layover.jobs();
      for (const { id, reason } of await layover.unreadableJobs()) {
        say(`layover: job ${printable(id)} cannot be read, only discarded: ${printable(reason)}`);
      }
      for (const { id, reason, isHeld } of await layover.quarantined()) {
        const state = isHeld ? 'a process of it is still there' : 'it can be discarded';
        say(`layover: job ${printable(id)} is in quarantine, ${state}: ${printable(reason)}`);
      }
      if (json) await writeLines(records.map((record) => jsonText(jobToJson(record))));
      else if (records.length > 0) await writeLines(renderJobs(records));
      else say(`No kept jobs in ${printable(layover.homePath)}.`);
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
//# sourceMappingURL=jobs.js.map
