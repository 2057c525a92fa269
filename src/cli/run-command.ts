/** `layover run`, from its options to its exit status. */
import { LayoverError } from '../base/errors.js';
import { jsonText } from '../base/json-text.js';
import { isSuccess } from '../jail/outcome.js';
import { outcomeToJson } from '../jail/outcome-json.js';
import type { PathLike, RunningJob, RunSpec } from '../sandbox/definition/spec.js';
import type { Job, JobResult } from '../sandbox/result/job.js';
import { ConsoleTerminal, findTerminalSize, openTerminalInput } from './console-terminal.js';
import { EXIT_LAYOVER_FAILED, exitStatusOf } from './exit-code.js';
import { renderFailure } from './failure.js';
import { checkJsonFile, writeJsonFile } from './json-file.js';
import { openForCommand } from './open.js';
import { JobOutput, style, writeOut } from './output.js';
import type { OwnTimes } from './own-steps.js';
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
import { checkRunOptions, type RunOptions, toRunSpec, toWorkerSpec } from './run-options.js';
import { type Settlement, settleJob } from './settle.js';
import { SignalForwarder } from './signals.js';
import { printable } from './text.js';

/** Runs it, settles it, and says what became of it. */
export async function runCommand(command: readonly PathLike[], given: RunOptions): Promise<number> {
  const loadedMs = performance.now();
  checkRunOptions(given);
  if (given.onSuccess === 'ask') requireTerminal();
  const options = withTerminal(given);
  if (options.json !== undefined && options.json !== '-') await checkJsonFile(options.json);
  await using layover = await openForCommand();
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
}

async function withProfile(settlement: Settlement, times: OwnTimes): Promise<Settlement> {
  const { profile } = settlement.result;
  if (profile === undefined) return settlement;
  const { withOwnSteps } = await import('./own-steps.js');
  return { ...settlement, result: { ...settlement.result, profile: withOwnSteps(profile, times) } };
}

/** Whether all of the command's output got where it was to go. */
function reportLoss(output: JobOutput, { isKept, result }: Settlement): boolean {
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
function withTerminal(options: RunOptions): RunOptions {
  const isOverMachine = options.sandbox === 'host' || (options.sandbox ?? options.lower) === undefined;
  const isOnTerminal = [process.stdin, process.stdout, process.stderr].every(({ isTTY }) => isTTY);
  return isOverMachine && isOnTerminal ? { ...options, tty: true } : options;
}

export interface AttachedRun<T> {
  readonly options: Pick<RunOptions, 'quiet' | 'tty'>;
  readonly output: JobOutput;
  readonly run: (streams: Streams) => Promise<T>;
}

type Streams = Pick<RunSpec, 'stdout' | 'stderr' | 'signal' | 'onStart' | 'onNotice'>;

export function inputOf({ tty }: Pick<RunOptions, 'tty'>): Pick<RunSpec, 'stdin' | 'terminal'> {
  return tty
    ? { stdin: openTerminalInput(), terminal: findTerminalSize() }
    : { stdin: process.stdin, terminal: undefined };
}

/** With this process's output, terminal and signals around it. */
export async function runAttached<T>({ options, output, run }: AttachedRun<T>): Promise<T> {
  const isQuiet = options.quiet === true;
  using signals = new SignalForwarder({
    onInterrupt: () => output.noteEcho(),
    onPatience: () => isQuiet || output.print(['layover: interrupt sent to the job; again to kill it']),
  });
  let terminal: ConsoleTerminal | undefined;
  const onStart = (running: RunningJob): void => {
    if (options.tty) terminal = new ConsoleTerminal(running);
    signals.attach(running);
  };
  const onNotice = (notice: string): unknown => output.print([`layover: ${printable(notice)}`]);
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
}

/** Whether the result stands where it was asked for. */
async function reportResult(
  { result: { outcome, ...rest } }: Settlement,
  json: PathLike | undefined,
  output: JobOutput,
): Promise<boolean> {
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

interface Described {
  readonly options: RunOptions;
  readonly program: PathLike;
}

function describeEnd(job: Job, settlement: Settlement, { options, program }: Described): string[] {
  const isSilent = options.quiet === true || options.json === '-';
  return [
    ...(job.outcome.kind === 'not-started' ? renderNotStarted(job.outcome.errno, program) : []),
    ...(job.outcome.kind === 'threw' ? renderThrown(job.outcome.error) : []),
    ...(settlement.failure === undefined ? [] : renderFailure(settlement.failure)),
    ...(isSilent ? [] : renderSettlement(job, settlement)),
  ];
}

function renderSettlement(job: Job, { result, report, isKept, failure }: Settlement): string[] {
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
function renderWorker({ outcome, receipt: { isolation } }: JobResult): string[] {
  const hasValue = outcome.kind === 'returned' && outcome.value !== undefined;
  return [
    ...(hasValue ? [`  returned: ${renderReturned(outcome.value)}`] : []),
    ...(isolation ? [style('dim', `  isolation: ${isolation.kind}, ${isolation.boundary}`)] : []),
  ];
}

/** The commands that are of use for this job. */
function renderNext({ id, result, showsMachine }: Job, hasFailed: boolean): string {
  const isEmpty = countChanges(result.changes) === 0;
  const commit = `layover commit ${id}${showsMachine ? '' : ' --to DIR'}`;
  const look = isEmpty ? [`layover logs ${id}`] : [`layover diff ${id}`, commit];
  const commands = [...(hasFailed ? look.slice(1) : look), `layover discard ${id}`];
  return style('dim', `  next: ${commands.join(', ')}`);
}
