/** What is kept of a run: figures as JSON, a table and a plot for each suite. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Measured, SuiteResult } from './harness.js';
import { describeMachine, type Machine } from './machine.js';
import { plotSuite } from './plot.js';

export interface SuiteReport extends SuiteResult {
  readonly suite: string;
  readonly description: string;
}

export interface Report {
  readonly machine: Machine;
  readonly command: string;
  readonly suites: readonly SuiteReport[];
}

export async function writeReport(folder: string, report: Report): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'figures.json'), `${JSON.stringify(report)}\n`);
  for (const { suite, description, measured } of report.suites)
    await writeFile(join(folder, `${suite}.svg`), plotSuite(`${suite}: ${description}`, measured));
  await writeFile(join(folder, 'README.md'), renderMarkdown(report));
}

function renderMarkdown({ machine, command, suites }: Report): string {
  return `# Benchmarks

${describeMachine(machine)}. Repeat with \`${command}\`. Contenders run in turns, so a ratio says more than a time: it is the p50 over
that of the suite's first row (or of the row named), with its 95 % interval by bootstrap.

${suites.map(renderSuite).join('\n')}`;
}

function renderSuite({ suite, description, measured, gaps }: SuiteReport): string {
  const rows = measured.map(renderRow);
  const missing = gaps.map(({ name, reason }) => `- Not measured: ${name}, ${reason}.`);
  return `## ${suite}

${description}; ${measured[0]?.samplesMs.length ?? 0} samples each.

| | p50 ms | p95 ms | per s | ratio | 95 % |
| --- | ---: | ---: | ---: | ---: | --- |
${rows.join('\n')}

![${suite}](${suite}.svg)
${missing.length > 0 ? `\n${missing.join('\n')}\n` : ''}`;
}

function renderRow({ name, p50Ms, p95Ms, ratio, interval }: Measured): string {
  const figures = [p50Ms, p95Ms, 1_000 / p50Ms, ratio].map((figure) => figure.toFixed(2));
  return `| ${name} | ${figures.join(' | ')} | ${interval.low.toFixed(2)} to ${interval.high.toFixed(2)} |`;
}
