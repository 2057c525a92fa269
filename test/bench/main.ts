/**
 * Benchmarks, by suite: `npm run bench -- launch [--json FILE]`.
 * LAYOVER_BENCH_SAMPLES is the number of samples of each contender.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type Measured, measureSuite, type Suite } from './harness.js';
import { type Machine, readMachine } from './machine.js';
import { isolationSuite } from './suites/isolation.js';
import { launchSuite } from './suites/launch.js';
import { workersSuite } from './suites/workers.js';

const SUITES: readonly Suite[] = [launchSuite, isolationSuite, workersSuite];
const WARM_UP = 5;
const DEFAULT_SAMPLES = 40;

await main();

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'string' } },
  });
  const suites = positionals.length === 0 ? SUITES : positionals.map(getSuite);
  const rounds = { warmUp: WARM_UP, samples: readSampleCount() };
  const machine = readMachine();
  process.stdout.write(`${describeMachine(machine)}\n`);
  const results: Array<{ suite: string; contenders: Measured[] }> = [];
  for (const suite of suites) {
    process.stdout.write(`\n${suite.name}: ${suite.description}, ${rounds.samples} samples each, in turns\n`);
    const contenders = await measureSuite(suite, rounds);
    process.stdout.write(renderTable(contenders));
    results.push({ suite: suite.name, contenders });
  }
  if (values.json !== undefined)
    await writeFile(values.json, `${JSON.stringify({ machine, results }, undefined, 1)}\n`);
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

function describeMachine({ kernel, cpu, cpuCount, memoryBytes, node }: Machine): string {
  return `Linux ${kernel}, ${cpuCount} x ${cpu}, ${(memoryBytes / 2 ** 30).toFixed(0)} GiB, Node ${node}`;
}

function renderTable(rows: readonly Measured[]): string {
  const width = Math.max(...rows.map(({ name }) => name.length));
  const head = `${''.padEnd(width)}  ${['p50 ms', 'p95 ms', 'ratio'].map((title) => title.padStart(8)).join('')}\n`;
  return head + rows.map((row) => renderRow(row, width)).join('');
}

function renderRow({ name, p50Ms, p95Ms, ratio }: Measured, width: number): string {
  const figures = [p50Ms, p95Ms, ratio].map((figure) => figure.toFixed(2).padStart(8));
  return `${name.padEnd(width)}  ${figures.join('')}\n`;
}
