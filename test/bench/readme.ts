/** The short table of README.md, between two markers. */
import { readFile, writeFile } from 'node:fs/promises';
import { asCell } from './figure-text.js';
import { describeMachine } from './machine.js';
import type { Report, SuiteReport } from './report.js';
import { describeBound, describeVerdict } from './target.js';

const START = '<!-- bench:start -->';
const END = '<!-- bench:end -->';

export async function updateReadme(file: string, report: Report): Promise<void> {
  const text = await readFile(file, 'utf8');
  await writeFile(file, replaceBetween(text, renderShort(report)));
}

export function replaceBetween(text: string, table: string): string {
  const [from, to] = [text.indexOf(START), text.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`The text needs a line ${START} and below it a line ${END}`);
  return `${text.slice(0, from + START.length)}\n${table}${text.slice(to)}`;
}

export function renderShort(report: Report): string {
  const launch = report.suites.find(({ suite }) => suite === 'launch');
  if (launch === undefined) throw new Error('The short table needs the suite launch');
  return `
${renderLaunch(launch)}
${renderJudgments(report.suites)}
${describeMachine(report.machine)}, on ${report.date.slice(0, 10)}. \`npm run bench\` makes all of it again, with plots
(\`scripts/bench-setup\` installs the peers): [test/bench/report](test/bench/report/README.md).

`;
}

const OURS = 'layover, library';

function renderLaunch({ measured, gaps }: SuiteReport): string {
  const ours = measured.find(({ name }) => name === OURS)?.p50 ?? Number.NaN;
  const rows = measured.map(({ name, p50, p95 }) => {
    const figures = [p50.toFixed(1), p95.toFixed(1), (p50 / ours).toFixed(2)];
    return `| ${name} | ${figures.join(' | ')} |`;
  });
  const missing = gaps.map(({ name, reason }) => `| ${name} | | | ${reason} |`);
  return `| \`/bin/true\` over a fresh writable overlay, no network | p50 ms | p95 ms | times layover |
| --- | ---: | ---: | ---: |
${[...rows, ...missing].join('\n')}
`;
}

function renderJudgments(suites: readonly SuiteReport[]): string {
  const rows = suites.flatMap(({ judgments }) =>
    judgments.map((judgment) => {
      const { text, bound, verdict } = judgment;
      const ratio = verdict.kind === 'unknown' ? '' : verdict.ratio.toFixed(2);
      return `| ${asCell(text)} | ${describeBound(bound)} | ${ratio} | ${describeVerdict(judgment)} |`;
    }),
  );
  if (rows.length === 0) return '';
  return `| target, as ratio of p50s | | measured | |
| --- | ---: | ---: | --- |
${rows.join('\n')}
`;
}
