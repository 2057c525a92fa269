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

import { Option } from 'commander';
import { writeOut } from '../output.js';
import { ProgressLine } from '../progress.js';
import { printableLines } from '../text.js';
import { parseText } from '../values.js';

const HELP = `
A added, M modified, D deleted, R replaced by another type, m metadata only. PATHs choose what is shown.

Examples:
  layover diff j-0mfz1k2ab3c4de
  layover diff j-0mfz1k2ab3c4de --patch etc srv/app
  layover diff j-0mfz1k2ab3c4de --json`;
/** `layover diff`. */
export function addDiffCommand(program, setStatus) {
  const command = program
    .command('diff')
    .description('show what a kept job changed')
    .usage('JOB [--json|--patch|--stat|--tree] [PATH...]')
    .argument('<job>')
    .argument('[path...]')
    .addHelpText('after', HELP)
    .addOption(new Option('--json', 'one object a line, with digests').conflicts(['patch', 'stat', 'tree']))
    .addOption(new Option('--patch', 'a unified diff of text files').conflicts(['stat', 'tree']))
    .addOption(new Option('--stat', 'sizes, and counts of each kind').conflicts(['tree']))
    .addOption(new Option('--tree', 'an indented tree'))
    .helpOption('-h, --help', 'show this');
  command.action(async (id, words, options) => {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
      const paths = words.map((word) => parseText(word, 'PATH'));
      const { openForCommand } = await import('../open.js');
      const layover = __addDisposableResource(env_1, await openForCommand(), true);
      await printDiff(await layover.job(id), options, paths);
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
async function printDiff(job, options, paths) {
  const env_2 = { stack: [], error: void 0, hasError: false };
  try {
    const form = FORMS.find((one) => options[one]) ?? 'list';
    const progress = __addDisposableResource(env_2, new ProgressLine('Reading changes'), false);
    // What a job wrote must not drive the reader's terminal; in a file or a pipe a patch stays what it is.
    const isEscaped = form === 'patch' && process.stdout.isTTY;
    for await (const piece of job.render(form, { paths, onProgress: progress.update })) {
      await writeOut(isEscaped ? printableLines(piece) : piece);
    }
  } catch (e_2) {
    env_2.error = e_2;
    env_2.hasError = true;
  } finally {
    __disposeResources(env_2);
  }
}
const FORMS = ['json', 'patch', 'stat', 'tree'];
//# sourceMappingURL=diff.js.map
