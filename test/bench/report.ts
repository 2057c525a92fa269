/** What is kept of a run: figures as JSON, a page with tables, a plot for each suite. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asCell, formatInterval, formatRatio, formatValue } from './figure-text.js';
import type { Measured, SuiteResult } from './harness.js';
import { describeMachine, describeVersions, isBusy, type Machine } from './machine.js';
import { plotBars, plotLines } from './plot.js';
import type { Unit } from './suite.js';
import { describeBound, describeVerdict, type Judgment } from './target.js';

export interface SuiteReport extends SuiteResult {
  readonly suite: string;
  readonly description: string;
  readonly unit: Unit;
  readonly axis?: string;
  readonly judgments: readonly Judgment[];
}

export interface Report {
  readonly machine: Machine;
  readonly date: string;
  readonly command: string;
  readonly tookSeconds: number;
  readonly suites: readonly SuiteReport[];
}

export async function writeReport(folder: string, report: Report): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'figures.json'), `${JSON.stringify(report, roundNumbers)}\n`);
  for (const suite of report.suites) {
    if (suite.measured.length > 0) await writeFile(join(folder, `${suite.suite}.svg`), plot(suite));
  }
  await writeFile(join(folder, 'README.md'), renderMarkdown(report));
}

/** Six digits are more than any clock here has. */
function roundNumbers(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value;
}

function plot({ suite, description, unit, axis, measured }: SuiteReport): string {
  const options = { title: suite, description, unit };
  const points = measured.filter(({ point }) => point !== undefined);
  return axis !== undefined && points.length > 0
    ? plotLines(points, { ...options, axis })
    : plotBars(measured, options);
}

export function renderMarkdown(report: Report): string {
  const { machine, date, command, tookSeconds, suites } = report;
  return `# Benchmarks

Made on ${date} in ${(tookSeconds / 60).toFixed(1)} minutes by \`${command}\`, which makes it again
(\`scripts/bench-setup\` installs the peers; the samples themselves are in [figures.json](figures.json);
\`npm run bench -- --compare A.json B.json\` lists the ratios in which two runs differ by more than 15 %).

- ${describeMachine(machine)}
- ${describeVersions(machine)}
${isBusy(machine) ? `- **The machine was not at rest** (load ${machine.loadAverage.toFixed(1)} before the start): the figures are rough.\n` : ''}
How to read it: the contenders of a suite run in turns, one sample each, so that whatever else the machine does hits all of
them alike. p50 is the median, p95 what one sample in twenty exceeds. The ratio is the p50 over that of the suite's first
row, or of the row named, and says more than the times, which are this machine's; "95 %" is where the ratio lies with that
confidence (bootstrap).

${renderTargets(suites.flatMap(({ judgments }) => judgments))}${renderLargestSteps(suites)}${suites.map(renderSuite).join('\n')}`;
}

export function renderTargets(judgments: readonly Judgment[]): string {
  if (judgments.length === 0) return '';
  const rows = judgments.map((judgment) => {
    const { suite, text, bound, verdict } = judgment;
    const figures =
      verdict.kind === 'unknown'
        ? ' | '
        : `${formatRatio(verdict.ratio)} | ${formatInterval(verdict.interval)}`;
    return `| ${suite} | ${asCell(text)} | ${describeBound(bound)} | ${figures} | ${describeVerdict(judgment)} |`;
  });
  return `## Targets

| suite | ratio of p50s | target | measured | 95 % | |
| --- | --- | ---: | ---: | --- | --- |
${rows.join('\n')}

`;
}

const STEPS = 6;

/** Where a launch's time goes, in a line: the whole table is below. */
function renderLargestSteps(suites: readonly SuiteReport[]): string {
  const [, ...steps] = suites.find(({ suite }) => suite === 'profile')?.measured ?? [];
  if (steps.length === 0) return '';
  const largest = [...steps].sort((a, b) => b.ratio - a.ratio).slice(0, STEPS);
  const words = largest.map(({ name, ratio }) => `${name} ${(ratio * 100).toFixed(0)} %`);
  return `The largest steps of a launch, of its whole time ([profile](#profile)): ${words.join(', ')}.\n\n`;
}

function renderSuite({ suite, description, unit, measured, gaps, notes, failures }: SuiteReport): string {
  const counts = [...new Set(measured.map(({ samples }) => samples.length))].join(' or ');
  const missing = [
    ...gaps.map(({ name, reason }) => `- Not measured: ${name}, ${reason}.`),
    ...failures.map(({ name, reason }) => `- **Failed**: ${name}, ${reason}.`),
    ...notes.map((note) => `- ${note}.`),
  ];
  const table = measured.length === 0 ? '' : `${renderTable(measured, unit)}\n![${suite}](${suite}.svg)\n`;
  return `## ${suite}

${description}${counts === '' ? '' : `; ${counts} samples each`}.

${table}${missing.length > 0 ? `\n${missing.join('\n')}\n` : ''}`;
}

function renderTable(measured: readonly Measured[], unit: Unit): string {
  const hasRate = unit === 'ms';
  const head = ['', `p50 ${unit}`, `p95 ${unit}`, ...(hasRate ? ['per s'] : []), 'ratio', '95 %', 'of'];
  const rule = ['---', '---:', '---:', ...(hasRate ? ['---:'] : []), '---:', '---', '---'];
  const rows = measured.map(({ name, yardstick, p50, p95, ratio, interval }) => {
    const rate = hasRate ? [(1_000 / p50).toFixed(p50 > 1_000 ? 2 : 1)] : [];
    return [
      name,
      formatValue(p50, unit),
      formatValue(p95, unit),
      ...rate,
      formatRatio(ratio),
      formatInterval(interval),
      yardstick,
    ];
  });
  return [head, rule, ...rows].map((cells) => `| ${cells.map(asCell).join(' | ')} |\n`).join('');
}
