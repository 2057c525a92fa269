/**
 * Benchmarks, by suite: `npm run bench -- launch [--report FOLDER]`; all of them without a name, with the report in
 * test/bench/report. LAYOVER_BENCH_SAMPLES is the number of samples of each contender.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Measured, measureSuite, type Suite } from './harness.js';
import { describeMachine, readMachine } from './machine.js';
import { type SuiteReport, writeReport } from './report.js';
import { commitSuite } from './suites/commit.js';
import { isolationSuite } from './suites/isolation.js';
import { launchSuite } from './suites/launch.js';
import { layersSuite } from './suites/layers.js';
import { peersSuite } from './suites/peers.js';
import { scheduleSuite } from './suites/schedule.js';
import { workersSuite } from './suites/workers.js';

const SUITES: readonly Suite[] = [
  launchSuite,
  peersSuite,
  isolationSuite,
  scheduleSuite,
  commitSuite,
  layersSuite,
  workersSuite,
];
// This file runs from build/bench.
const REPORT = fileURLToPath(new URL('../../test/bench/report', import.meta.url));
const WARM_UP = 5;
const DEFAULT_SAMPLES = 40;

await main();

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { report: { type: 'string' } },
  });
  const suites = positionals.length === 0 ? SUITES : positionals.map(getSuite);
  const rounds = { warmUp: WARM_UP, samples: readSampleCount() };
  const machine = readMachine();
  process.stdout.write(`${describeMachine(machine)}\n`);
  const reports: SuiteReport[] = [];
  for (const suite of suites) {
    process.stdout.write(`\n${suite.name}: ${suite.description}, in turns\n`);
    const { measured, gaps } = await measureSuite(suite, rounds);
    process.stdout.write(renderTable(measured));
    for (const { name, reason } of gaps) process.stdout.write(`not measured: ${name}, ${reason}\n`);
    reports.push({ suite: suite.name, description: suite.description, measured, gaps });
  }
  const folder = values.report ?? (positionals.length === 0 ? REPORT : undefined);
  const command = ['npm run bench', ...(positionals.length > 0 ? ['--', ...positionals] : [])].join(' ');
  if (folder !== undefined) await writeReport(folder, { machine, command, suites: reports });
}

function getSuite(name: string): Suite {
  const suite = SUITES.find((one) => one.name === name);
  if (suite) return suite;
  throw new Error(
    `There is no suite ${JSON.stringify(name)}; there are ${SUITES.map((one) => one.name).join(', ')}`,
  );
}

function readSampleCount(): number {
  const text = process.env['LAYOVER_BENCH_SAMPLES'] ?? String(DEFAULT_SAMPLES);
  const count = Number(text);
  if (Number.isInteger(count) && count > 0) return count;
  throw new Error(`LAYOVER_BENCH_SAMPLES must be a number above 0, got ${JSON.stringify(text)}`);
}

function renderTable(rows: readonly Measured[]): string {
  const width = Math.max(...rows.map(({ name }) => name.length));
  const head = `${''.padEnd(width)}  ${['p50 ms', 'p95 ms', 'per s', 'ratio'].map((title) => title.padStart(8)).join('')}\n`;
  return head + rows.map((row) => renderRow(row, width)).join('');
}

function renderRow({ name, p50Ms, p95Ms, ratio }: Measured, width: number): string {
  const figures = [p50Ms, p95Ms, 1_000 / p50Ms, ratio].map((figure) => figure.toFixed(2).padStart(8));
  return `${name.padEnd(width)}  ${figures.join('')}\n`;
}
