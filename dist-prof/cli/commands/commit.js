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
import { countLayers, renderNotes } from '../export-text.js';
import {
  addImageOptions,
  hasImageOptions,
  parseOutput,
  parsePlaceAndTag,
  settingsOf,
} from '../image-options.js';
import { addChoiceOptions, directoryOptions, valueOption } from '../option-kinds.js';
import { say, writeLines } from '../output.js';
import { ProgressLine } from '../progress.js';
import { countChanges, renderApplied, renderReport } from '../render.js';
import { InterruptAbort } from '../signals.js';
import { printable } from '../text.js';
import { parseText, usageError } from '../values.js';

const HELP = `
A commit to a directory is done whole or not at all, and can be undone. By default what could act with somebody else's
rights stays behind: setuid bits, capabilities, devices. The job stays as it is, to commit again or to discard.
A job over this machine itself is committed to it, to /, where no place is named.

Examples:
  layover commit j-0mfz1k2ab3c4de --to ./out
  layover commit j-0mfz1k2ab3c4de --from /work --to . --dry-run
  layover commit j-0mfz1k2ab3c4de --from /work --to . --only 'work/src/**' --on-conflict theirs
  layover commit j-0mfz1k2ab3c4de --tar layer.tar
  layover commit j-0mfz1k2ab3c4de --layer team/app:v2
  layover commit j-0mfz1k2ab3c4de --oci ./images:v2 --cmd /usr/bin/app`;
/** `layover commit`. */
export function addCommitCommand(program, setStatus) {
  const command = program
    .command('commit')
    .description("apply a kept job's changes to a directory, store them as a layer, or write them as a tar")
    .usage('JOB (--to DIR | --layer NAME | --tar FILE | --oci DIR:TAG) [options]')
    .argument('<job>')
    .addHelpText('after', HELP);
  addChoiceOptions(command);
  addForms(command);
  addImageOptions(command);
  command.helpOption('-h, --help', 'show this');
  command.action(async (id, given) => {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
      refuseStrayOptions(given);
      const { openForCommand } = await import('../open.js');
      const layover = __addDisposableResource(env_1, await openForCommand(), true);
      const job = await layover.job(id);
      const options = withForm(job, given);
      if (options.dryRun) return setStatus(await printPlan(job, options));
      if (!(await isWanted(job, options))) {
        say('layover: nothing was committed');
        return setStatus(EXIT_LAYOVER_FAILED);
      }
      const { oci } = options;
      const lines =
        oci === undefined
          ? renderCommitted(job, await commitJob(job, options))
          : await commitOci(job, options, oci);
      for (const line of lines) say(line);
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
async function isWanted(job, options) {
  const { tar, layer, oci, yes } = options;
  if ([tar, layer, oci].some((one) => one !== undefined)) return true;
  const { confirmVolumes } = await import('../volumes.js');
  return await confirmVolumes(job, directoryOptions(options), { isYes: yes === true });
}
function addForms(command) {
  const [toTar, toLayer, toOci] = [
    valueOption(
      '--tar <file>',
      'write them as the tar of one OCI layer; `-` is standard output',
      parseOutput,
    ),
    valueOption(
      '--layer <name>',
      'store them as they are, as a layer on top of the lowers, and name the chain',
      parseText,
    ),
    valueOption(
      '--oci <dir:tag>',
      'add an image to an OCI layout: the changes on top of the lowers',
      parsePlaceAndTag,
    ),
  ];
  command
    .addOption(toTar.conflicts(['to', 'layer', ...DIRECTORY_ONLY]))
    .addOption(toLayer.conflicts(['to', ...DIRECTORY_ONLY]))
    .addOption(toOci.conflicts(['to', 'layer', 'tar', ...DIRECTORY_ONLY]))
    .option('--dry-run', 'with --to: only say what would happen to each path')
    .option('--yes', 'with --to: do not ask, on a terminal, before several file systems are changed')
    .option('--json', 'with --dry-run: one object a line');
}
/** The options that say how a directory is changed. */
const DIRECTORY_ONLY = [
  'faithful',
  'onConflict',
  'merge',
  'allowProtected',
  'maxDeletes',
  'dryRun',
  'json',
  'yes',
];
/** The exit status is that of the commit it stands for. */
async function printPlan(job, options) {
  const env_2 = { stack: [], error: void 0, hasError: false };
  try {
    const interrupt = __addDisposableResource(env_2, new InterruptAbort(), false);
    const progress = __addDisposableResource(env_2, new ProgressLine('Planning'), false);
    const { renderPlan, renderPlanSummary } = await import('../render-plan.js');
    const task = { signal: interrupt.signal, onProgress: progress.update };
    const lines = await job.plan({ ...directoryOptions(options), ...task });
    await writeLines(options.json ? lines.map((line) => JSON.stringify(line)) : renderPlan(lines));
    say(`layover: ${renderPlanSummary(lines)}`);
    return lines.some(({ action }) => action === 'conflict') ? EXIT_LAYOVER_FAILED : 0;
  } catch (e_2) {
    env_2.error = e_2;
    env_2.hasError = true;
  } finally {
    __disposeResources(env_2);
  }
}
function refuseStrayOptions(options) {
  if (options.json && !options.dryRun) throw usageError('--json needs --dry-run');
  if (options.oci === undefined && hasImageOptions(options))
    throw usageError('--flat, --env and the other options about an image need --oci DIR:TAG');
}
/** What a job changed of this machine belongs on this machine, where nothing else is said. */
function withForm(job, options) {
  const { to, tar, layer, oci } = options;
  if ([to, tar, layer, oci].some((one) => one !== undefined)) return options;
  if (job.showsMachine) return { ...options, to: '/' };
  throw usageError('commit needs --to DIR, --layer NAME, --tar FILE or --oci DIR:TAG');
}
async function commitJob(job, options) {
  const env_3 = { stack: [], error: void 0, hasError: false };
  try {
    const { tar, layer, from, only, except } = options;
    const interrupt = __addDisposableResource(env_3, new InterruptAbort(), false);
    const progress = __addDisposableResource(env_3, new ProgressLine('Committing'), false);
    const task = { from, only, except, signal: interrupt.signal, onProgress: progress.update };
    if (layer !== undefined) return await job.commitLayer({ ...task, name: layer });
    if (tar !== undefined) return await job.commitTar({ ...task, file: tar });
    return await job.commit({ ...directoryOptions(options), ...task });
  } catch (e_3) {
    env_3.error = e_3;
    env_3.hasError = true;
  } finally {
    __disposeResources(env_3);
  }
}
async function commitOci(job, options, { place, tag = 'latest' }) {
  const env_4 = { stack: [], error: void 0, hasError: false };
  try {
    const interrupt = __addDisposableResource(env_4, new InterruptAbort(), false);
    const progress = __addDisposableResource(env_4, new ProgressLine('Exporting'), false);
    const { from, only, except } = options;
    const task = { from, only, except, signal: interrupt.signal, onProgress: progress.update };
    const report = await job.commitOci({ ...settingsOf(options), ...task, directory: place, tag });
    return [
      // Its notes come below, in the words of an export.
      ...renderCommitted(job, { ...report, skipped: [], stripped: [], privileged: [] }),
      `  image: ${countLayers(report)}`,
      ...renderNotes(report).map((line) => `  ${line}`),
    ];
  } catch (e_4) {
    env_4.error = e_4;
    env_4.hasError = true;
  } finally {
    __disposeResources(env_4);
  }
}
function renderCommitted({ id, result: { settled, changes } }, report) {
  const where = settled.kind === 'committed' ? ` to ${printable(settled.to)}` : '';
  return [
    `layover: committed ${renderApplied(report, countChanges(changes))}${where}`,
    ...renderReport(report).map((line) => `  ${line}`),
    `  next: ${report.commit === undefined ? '' : `layover undo ${report.commit}, or `}layover discard ${id}`,
  ];
}
//# sourceMappingURL=commit.js.map
