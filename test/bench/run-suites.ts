import { formatInterval, formatRatio, formatValue } from './figure-text.js';
import { type Effort, type Measured, measureSuite, reasonOf, SECONDS } from './harness.js';
import { describeMachine, describeVersions, isBusy, readMachine } from './machine.js';
import { estimate, keepPace } from './pace.js';
import type { Report, SuiteReport } from './report.js';
import type { Suite, Unit } from './suite.js';
import { describeBound, describeVerdict, judge } from './target.js';

export interface RunOptions {
  readonly effort: Effort;
  readonly signal: AbortSignal;
  /** What repeats it. */
  readonly command: string;
}

/** Measures one suite after the other and says so as it goes. */
export async function runSuites(
  suites: readonly Suite[],
  { effort, signal, command }: RunOptions,
): Promise<Report> {
  const started = performance.now();
  const machine = await readMachine();
  const date = new Date().toISOString();
  say(`${describeMachine(machine)}\n${describeVersions(machine)}\n`);
  if (isBusy(machine))
    say(`The machine is not at rest (load ${machine.loadAverage}): the figures will be rough\n`);
  const reports: SuiteReport[] = [];
  for (const [index, suite] of suites.entries()) {
    const left = suites.slice(index);
    const paced = keepPace(effort, left, (performance.now() - started) / 1_000);
    const remains = describeTime(estimate(left, paced));
    if (paced !== effort)
      say(`\nBehind time: from here on ${(paced.share * 100).toFixed(0)} % of the measuring\n`);
    say(`\n[${index + 1}/${suites.length}, about ${remains} left] ${suite.name}: ${suite.description}\n`);
    reports.push(await runSuite(suite, paced, signal));
  }
  const tookSeconds = (performance.now() - started) / 1_000;
  say(`\n${describeTime(tookSeconds)} in all\n`);
  return { machine, date, command, tookSeconds, suites: reports };
}

async function runSuite(suite: Suite, effort: Effort, signal: AbortSignal): Promise<SuiteReport> {
  const { name, description, unit = 'ms', axis, targets = [] } = suite;
  const onRound = process.stderr.isTTY ? showRound(suite) : undefined;
  const result = await measureSuite(suite, { effort, signal, onRound }).catch((error: unknown) => {
    signal.throwIfAborted();
    return {
      measured: [],
      gaps: [],
      notes: [],
      failures: [{ name: 'the whole suite', reason: reasonOf(error) }],
    };
  });
  const judgments = targets.map((target) => judge(name, target, result.measured));
  say(renderTable(result.measured, unit));
  for (const gap of result.gaps) say(`not measured: ${gap.name}, ${gap.reason}\n`);
  for (const failure of result.failures) say(`FAILED: ${failure.name}, ${failure.reason}\n`);
  for (const judgment of judgments) {
    const ratio = judgment.verdict.kind === 'unknown' ? '' : ` ${formatRatio(judgment.verdict.ratio)},`;
    say(`target: ${judgment.text}, ${describeBound(judgment.bound)}:${ratio} ${describeVerdict(judgment)}\n`);
  }
  return { suite: name, description, unit, ...(axis !== undefined && { axis }), ...result, judgments };
}

/** On a terminal, a line that is written over. */
function showRound({ seconds = SECONDS }: Suite): (round: number, elapsedMs: number) => void {
  return (round, elapsedMs) => {
    const elapsed = (elapsedMs / 1_000).toFixed(0);
    process.stderr.write(`\r\x1b[K  round ${round}, ${elapsed} of about ${seconds} s\r`);
  };
}

function describeTime(seconds: number): string {
  if (Number.isNaN(seconds)) return 'an unknown time';
  return seconds < 90 ? `${seconds.toFixed(0)} s` : `${(seconds / 60).toFixed(1)} min`;
}

function renderTable(rows: readonly Measured[], unit: Unit): string {
  if (rows.length === 0) return '';
  const width = Math.max(...rows.map(({ name }) => name.length));
  const titles = [`p50 ${unit}`, `p95 ${unit}`, 'ratio', '95 %'].map((title) => title.padStart(10));
  const lines = rows.map(({ name, p50, p95, ratio, interval }) => {
    const figures = [formatValue(p50, unit), formatValue(p95, unit), formatRatio(ratio)];
    const columns = figures.map((figure) => figure.padStart(10)).join('');
    return `${name.padEnd(width)}${columns}   ${formatInterval(interval)}\n`;
  });
  return `${''.padEnd(width)}${titles.join('')}\n${lines.join('')}`;
}

function say(text: string): void {
  process.stdout.write(text);
}
