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

/** `layover run`, from its options to its exit status. */
import { LayoverError } from '../base/errors.js';
import { jsonText } from '../base/json-text.js';
import { isSuccess } from '../jail/outcome.js';
import { outcomeToJson } from '../jail/outcome-json.js';
import { ConsoleTerminal, findTerminalSize, openTerminalInput } from './console-terminal.js';
import { EXIT_LAYOVER_FAILED, exitStatusOf } from './exit-code.js';
import { renderFailure } from './failure.js';
import { checkJsonFile, writeJsonFile } from './json-file.js';
import { openForCommand } from './open.js';
import { JobOutput, style, writeOut } from './output.js';
import {
  countChanges,
  renderApplied,
  renderCounts,
  renderNotStarted,
  renderOutcome,
  renderReport,
  renderReturned,
  renderThrown,
} from './render.js';
import { requireTerminal } from './review/terminal.js';
import { checkRunOptions, toRunSpec, toWorkerSpec } from './run-options.js';
import { settleJob } from './settle.js';
import { SignalForwarder } from './signals.js';
import { printable } from './text.js';
/** Runs it, settles it, and says what became of it. */
export async function runCommand(command, given) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    const loadedMs = performance.now();
    checkRunOptions(given);
    if (given.onSuccess === 'ask') requireTerminal();
    const options = withTerminal(given);
    if (options.json !== undefined && options.json !== '-') await checkJsonFile(options.json);
    const layover = __addDisposableResource(env_1, await openForCommand(), true);
    const openedMs = performance.now();
    const output = new JobOutput();
    const job = await runAttached({
      options,
      output,
      run: (streams) =>
        options.worker === undefined
          ? layover.run({ ...toRunSpec(options, command), ...streams, ...inputOf(options) })
          : layover.run({ ...toWorkerSpec(options), ...streams }),
    });
    const settled = await settleJob(job, options, async () => {
      const { reviewJob } = await import('./review/review.js');
      return await reviewJob(job, options, layover);
    });
    const settlement = await withProfile(settled, { loadedMs, openedMs });
    const isReported = await reportResult(settlement, options.json, output);
    const [program = ''] = command;
    output.print(describeEnd(job, settlement, { options, program }));
    if (options.profile && settlement.result.profile !== undefined) {
      const { renderProfile } = await import('./render-profile.js');
      output.print(renderProfile(settlement.result.profile));
    }
    const isWhole = reportLoss(output, settlement);
    const isDone = settlement.failure === undefined && isReported && isWhole;
    return isDone ? exitStatusOf(job.outcome) : EXIT_LAYOVER_FAILED;
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    const result_1 = __disposeResources(env_1);
    if (result_1) await result_1;
  }
}
async function withProfile(settlement, times) {
  const { profile } = settlement.result;
  if (profile === undefined) return settlement;
  const { withOwnSteps } = await import('./own-steps.js');
  return { ...settlement, result: { ...settlement.result, profile: withOwnSteps(profile, times) } };
}
/** Whether all of the command's output got where it was to go. */
function reportLoss(output, { isKept, result }) {
  const loss = output.findLoss();
  if (loss === undefined) return true;
  output.print(
    renderFailure(
      new LayoverError(
        'LAYOVER_OUTPUT',
        `The command's standard ${loss.stream} is not whole: ${loss.cause.message}`,
        {
          hint: isKept ? `The log has it: layover logs ${result.job}` : undefined,
        },
      ),
    ),
  );
  return false;
}
/** Over the machine itself a command has what the caller has: a terminal, where that is what it would be on. */
function withTerminal(options) {
  const isOverMachine = options.sandbox === 'host' || (options.sandbox ?? options.lower) === undefined;
  const isOnTerminal = [process.stdin, process.stdout, process.stderr].every(({ isTTY }) => isTTY);
  return isOverMachine && isOnTerminal ? { ...options, tty: true } : options;
}
export function inputOf({ tty }) {
  return tty
    ? { stdin: openTerminalInput(), terminal: findTerminalSize() }
    : { stdin: process.stdin, terminal: undefined };
}
/** With this process's output, terminal and signals around it. */
export async function runAttached({ options, output, run }) {
  const env_2 = { stack: [], error: void 0, hasError: false };
  try {
    const isQuiet = options.quiet === true;
    const signals = __addDisposableResource(
      env_2,
      new SignalForwarder({
        onInterrupt: () => output.noteEcho(),
        onPatience: () => isQuiet || output.print(['layover: interrupt sent to the job; again to kill it']),
      }),
      false,
    );
    let terminal;
    const onStart = (running) => {
      if (options.tty) terminal = new ConsoleTerminal(running);
      signals.attach(running);
    };
    const onNotice = (notice) => output.print([`layover: ${printable(notice)}`]);
    process.stdin.on('error', () => {}); // a directory, or a terminal that is gone: no more input
    try {
      return await run({
        stdout: output.stdout,
        stderr: output.stderr,
        signal: signals.signal,
        onStart,
        onNotice,
      });
    } finally {
      terminal?.[Symbol.dispose]();
      process.stdin.destroy(); // somebody may hold its other end open for ever
    }
  } catch (e_2) {
    env_2.error = e_2;
    env_2.hasError = true;
  } finally {
    __disposeResources(env_2);
  }
}
/** Whether the result stands where it was asked for. */
async function reportResult({ result: { outcome, ...rest } }, json, output) {
  const { job, ...others } = rest;
  const result = { job, outcome: outcomeToJson(outcome), ...others };
  try {
    if (json === '-') await writeOut(`${output.stdout.isAtLineStart ? '' : '\n'}${jsonText(result)}\n`);
    else if (json !== undefined) await writeJsonFile(json, result);
    return true;
  } catch (error) {
    output.print(renderFailure(error));
    return false;
  }
}
function describeEnd(job, settlement, { options, program }) {
  const isSilent = options.quiet === true || options.json === '-';
  return [
    ...(job.outcome.kind === 'not-started' ? renderNotStarted(job.outcome.errno, program) : []),
    ...(job.outcome.kind === 'threw' ? renderThrown(job.outcome.error) : []),
    ...(settlement.failure === undefined ? [] : renderFailure(settlement.failure)),
    ...(isSilent ? [] : renderSettlement(job, settlement)),
  ];
}
function renderSettlement(job, { result, report, isKept, failure }) {
  const { outcome, changes, settled } = result;
  if (outcome.kind === 'not-started' && !isKept) return [];
  const isPlain = outcome.kind === 'not-started' || isSuccess(outcome);
  const end = isPlain ? '' : `${renderOutcome(outcome)}; `;
  const id = style('bold', job.id);
  const line =
    report && settled.kind === 'committed'
      ? `committed ${id} to ${printable(settled.to)}: ${renderApplied(report, countChanges(changes))}`
      : `${isKept ? 'kept' : 'discarded'} ${id}: ${renderCounts(changes)}`;
  return [
    `layover: ${end}${line}`,
    ...renderWorker(result),
    ...(report ? renderReport(report).map((one) => `  ${one}`) : []),
    ...(isKept ? [renderNext(job, failure !== undefined)] : []),
  ];
}
/** What only a worker has: what it returned, and what it ran in. */
function renderWorker({ outcome, receipt: { isolation } }) {
  const hasValue = outcome.kind === 'returned' && outcome.value !== undefined;
  return [
    ...(hasValue ? [`  returned: ${renderReturned(outcome.value)}`] : []),
    ...(isolation ? [style('dim', `  isolation: ${isolation.kind}, ${isolation.boundary}`)] : []),
  ];
}
/** The commands that are of use for this job. */
function renderNext({ id, result, showsMachine }, hasFailed) {
  const isEmpty = countChanges(result.changes) === 0;
  const commit = `layover commit ${id}${showsMachine ? '' : ' --to DIR'}`;
  const look = isEmpty ? [`layover logs ${id}`] : [`layover diff ${id}`, commit];
  const commands = [...(hasFailed ? look.slice(1) : look), `layover discard ${id}`];
  return style('dim', `  next: ${commands.join(', ')}`);
}
//# sourceMappingURL=run-command.js.map
