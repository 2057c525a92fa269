/**
 * Benchmarks.
 *   npm run bench                              all suites, with the report in test/bench/report
 *   npm run bench -- NAME... [--report DIR]    these suites; `growth` is every suite that begins so
 *   npm run bench -- --quick                   a few samples of everything, to see that it ends: rough figures
 *   npm run bench -- --readme                  ... and the short table into README.md
 *   npm run bench -- --from FILE --readme      the report and table again from kept figures; nothing is measured
 *   npm run bench -- --compare A.json B.json   the ratios in which two runs differ by more than 15 %
 *   npm run bench -- --list                    the suites
 * LAYOVER_BENCH_SAMPLES is the number of samples of each contender, in place of a time.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { APART_MAX, compareRatios, readReport, renderComparison } from './compare.js';
import { type Effort, FULL, QUICK } from './harness.js';
import { updateReadme } from './readme.js';
import { type Report, writeReport } from './report.js';
import { openRun } from './run-folder.js';
import { runSuites } from './run-suites.js';
import type { Suite } from './suite.js';
import { SUITES } from './suites.js';

// This file runs from build/bench.
const PROJECT = new URL('../../', import.meta.url);
const REPORT = fileURLToPath(new URL('test/bench/report', PROJECT));
const README = fileURLToPath(new URL('README.md', PROJECT));

await main().catch((error: unknown) => {
  if (process.exitCode === undefined) throw error; // else a signal ended it, which has been said
});

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      report: { type: 'string' },
      from: { type: 'string' },
      quick: { type: 'boolean', default: false },
      readme: { type: 'boolean', default: false },
      compare: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
    },
  });
  if (values.list) return list();
  if (values.compare) return await compare(positionals);
  const isWhole = positionals.length === 0;
  const report =
    values.from === undefined ? await measure(positionals, values.quick) : await readReport(values.from);
  const folder = values.report ?? (isWhole && !values.quick ? REPORT : undefined);
  if (folder !== undefined) await writeReport(folder, report);
  if (folder !== undefined) process.stdout.write(`\nReport: ${folder}/README.md\n`);
  if (values.readme) await updateReadme(README, report);
  if (report.suites.some(({ failures }) => failures.length > 0)) process.exitCode = 1;
}

function list(): void {
  for (const { name, description } of SUITES) process.stdout.write(`${name.padEnd(16)}${description}\n`);
}

async function compare(files: readonly string[]): Promise<void> {
  const [first, second, ...rest] = files;
  if (first === undefined || second === undefined || rest.length > 0)
    throw new Error(`--compare takes two files of figures, got ${files.length}`);
  const differences = compareRatios(await readReport(first), await readReport(second));
  process.stdout.write(renderComparison(differences));
  if (differences.some(({ apart }) => !(apart <= APART_MAX))) process.exitCode = 1;
}

async function measure(names: readonly string[], isQuick: boolean): Promise<Report> {
  const suites = names.length === 0 ? SUITES : names.flatMap(findSuites);
  const words = [...names, ...(isQuick ? ['--quick'] : [])];
  const command = ['npm run bench', ...(words.length > 0 ? ['--', ...words] : [])].join(' ');
  await using run = await openRun();
  return await runSuites(suites, { effort: readEffort(isQuick), signal: run.signal, command });
}

function findSuites(name: string): Suite[] {
  const found = SUITES.filter((suite) => suite.name === name || suite.name.startsWith(`${name}-`));
  if (found.length > 0) return found;
  throw new Error(
    `There is no suite ${JSON.stringify(name)}; there are ${SUITES.map((one) => one.name).join(', ')}`,
  );
}

function readEffort(isQuick: boolean): Effort {
  const effort = isQuick ? QUICK : FULL;
  const text = process.env['LAYOVER_BENCH_SAMPLES'];
  if (text === undefined) return effort;
  const rounds = Number(text);
  if (Number.isInteger(rounds) && rounds > 0) return { ...effort, rounds };
  throw new Error(`LAYOVER_BENCH_SAMPLES must be a number above 0, got ${JSON.stringify(text)}`);
}
