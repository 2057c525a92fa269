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

import { EXIT_LAYOVER_FAILED } from '../exit-code.js';
import { reportFailure } from '../failure.js';
import { say } from '../output.js';
import { usageError } from '../values.js';

const HELP = `
Examples:
  layover discard j-0mfz1k2ab3c4de
  layover discard --all`;
/** `layover discard`. */
export function addDiscardCommand(program, setStatus) {
  const command = program
    .command('discard')
    .description('delete kept jobs and their changes')
    .usage('JOB... | --all')
    .argument('[job...]')
    .option('--all', 'every kept job')
    .helpOption('-h, --help', 'show this')
    .addHelpText('after', HELP);
  command.action(async (ids, { all }) => {
    if (all && ids.length > 0) throw usageError('discard takes jobs or --all, not both');
    if (!all && ids.length === 0) throw usageError('discard needs a job, or --all', 'See `layover jobs`.');
    setStatus(await discardJobs(all ? undefined : [...new Set(ids)]));
  });
}
/** One that cannot be discarded does not save the others. Undefined is every kept job. */
async function discardJobs(asked) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    const { openForCommand } = await import('../open.js');
    const layover = __addDisposableResource(env_1, await openForCommand(), true);
    const ids = asked ?? [...(await layover.jobs()), ...(await layover.unreadableJobs())].map(({ id }) => id);
    let discarded = 0;
    for (const id of ids) {
      try {
        await layover.discard(id);
        discarded += 1;
      } catch (error) {
        reportFailure(error);
      }
    }
    say(`layover: discarded ${discarded === 1 ? '1 job' : `${discarded} jobs`}`);
    return discarded === ids.length ? 0 : EXIT_LAYOVER_FAILED;
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    const result_1 = __disposeResources(env_1);
    if (result_1) await result_1;
  }
}
//# sourceMappingURL=discard.js.map
