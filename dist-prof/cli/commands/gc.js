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

import { formatSize } from '../../base/units.js';
import { valueOption } from '../option-kinds.js';
import { say } from '../output.js';
import { parseBytes, parseCount } from '../values.js';

const HELP = `
A layer stays as long as a name, a kept job or a running job needs it. A commit to a directory can be undone for 14 days;
then what it displaced is removed. Of pipelines the latest runs stay, with their jobs, and the results that were used last.

Examples:
  layover gc --dry-run
  layover gc`;
/** `layover gc`. */
export function addGcCommand(program, setStatus) {
  const command = program
    .command('gc')
    .description('remove layers that nothing needs, and what killed runs left behind')
    .option('--dry-run', 'only say which')
    .addOption(
      valueOption('--keep-runs <count>', 'the latest runs of pipelines that stay; default 10', parseCount),
    )
    .addOption(
      valueOption('--cache-size <size>', 'what results of pipelines may take; default 10G', parseBytes),
    )
    .helpOption('-h, --help', 'show this')
    .addHelpText('after', HELP);
  command.action(async (options) => {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
      const { openForCommand } = await import('../open.js');
      const layover = __addDisposableResource(env_1, await openForCommand(), true);
      for (const line of await collectAll(layover, options)) say(line);
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
async function collectAll(layover, { dryRun: isDryRun = false, keepRuns, cacheSize }) {
  const { CACHE_BYTES, collectPipelines, KEEP_RUNS } = await import('../../pipeline/collect.js');
  const bounds = { keepRuns: keepRuns ?? KEEP_RUNS, cacheBytes: cacheSize ?? CACHE_BYTES };
  const gone = await collectPipelines(layover, { ...bounds, isDryRun });
  const { layers } = await layover.layers.collect({ isDryRun });
  const commits = await layover.commits.expire({ isDryRun });
  const total = formatSize(layers.reduce((sum, { bytes }) => sum + bytes, 0));
  const pipelines = `, ${counted(gone.runs, 'run')} and ${counted(gone.results, 'result')} of pipelines`;
  const more = gone.runs + gone.results === 0 ? '' : pipelines;
  const { UNDO_DAYS } = await import('../../sandbox/result/commits.js');
  const forgot = `layover: ${isDryRun ? 'would forget' : 'forgot'} what ${counted(commits.length, 'commit')} displaced`;
  return [
    ...layers.map(({ id, bytes }) => `  sha256:${id} (${formatSize(bytes)})`),
    `layover: ${isDryRun ? 'would remove' : 'removed'} ${counted(layers.length, 'layer')} (${total})${more}`,
    ...(commits.length === 0 ? [] : [`${forgot} more than ${UNDO_DAYS} days ago`]),
  ];
}
function counted(count, what) {
  return count === 1 ? `1 ${what}` : `${count} ${what}s`;
}
//# sourceMappingURL=gc.js.map
