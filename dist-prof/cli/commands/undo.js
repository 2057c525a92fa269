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

import { quoteRaw } from '../../base/bytes-path.js';
import { say, writeLines } from '../output.js';
import { formatAge } from '../render.js';
import { alignColumns } from '../text.js';

const HELP = `
Without a name it lists the commits that can be undone, newest first. Where somebody has changed a path since, nothing is
undone, and every such path is named.

Examples:
  layover undo
  layover undo c-0mfz1k2ab3c4de`;
/** `layover undo`. */
export function addUndoCommand(program, setStatus) {
  const command = program
    .command('undo')
    .description('put back what a commit to a directory displaced; without a name, list the commits')
    .usage('[COMMIT] [--json]')
    .argument('[commit]')
    .option('--json', 'the list, one object a line')
    .helpOption('-h, --help', 'show this')
    .addHelpText('after', HELP);
  command.action(async (id, { json }) => {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
      const { openForCommand } = await import('../open.js');
      const layover = __addDisposableResource(env_1, await openForCommand(), true);
      if (id === undefined) {
        const commits = layover.commits.list();
        if (json) await writeLines(commits.map((commit) => JSON.stringify(commitToJson(commit))));
        else if (commits.length > 0) await writeLines(renderCommits(commits));
        else say('No commit can be undone.');
      } else {
        const { commit, target, restored } = await layover.commits.undo(id);
        const count = restored === 1 ? '1 change' : `${restored} changes`;
        say(`layover: undid ${commit}: ${quoteRaw(target)} is as it was before (${count})`);
      }
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
function renderCommits(commits) {
  const rows = commits.map(({ id, createdAt, applied = 0, job = '', target, state }) => [
    id,
    formatAge(Date.now() - Date.parse(createdAt)),
    state === 'stuck' ? 'in part' : String(applied),
    job,
    quoteRaw(target),
  ]);
  return alignColumns([['COMMIT', 'AGE', 'CHANGES', 'JOB', 'TARGET'], ...rows]);
}
function commitToJson({ id, createdAt, applied, job, target, state }) {
  return { commit: id, createdAt, applied, job, target: Buffer.from(target, 'latin1').toString(), state };
}
//# sourceMappingURL=undo.js.map
