import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { tempDir } from '../fixtures/temp.js';
import { compareRatios, readReport, renderComparison } from './compare.js';
import { renderShort, replaceBetween } from './readme.js';
import { renderMarkdown, writeReport } from './report.js';
import { measuredOf, reportOf, suiteOf } from './sample-report.js';

const LAUNCH = suiteOf(
  'launch',
  [
    measuredOf('bare C', [1, 1, 1]),
    measuredOf('layover, library', [2, 2, 4], { ratio: 2, interval: { low: 1.5, high: 2.5 } }),
  ],
  {
    gaps: [{ name: 'podman', reason: 'not installed' }],
    failures: [{ name: 'crun', reason: 'broke' }],
    notes: ['A note'],
    judgments: [
      {
        suite: 'launch',
        text: 'library / bare',
        bound: { atMost: 1.5 },
        verdict: { kind: 'missed', ratio: 2, interval: { low: 1.5, high: 2.5 } },
      },
    ],
  },
);

test('the report has a page, a plot for each suite, and the figures, which are read again as they were', async () => {
  await using dir = await tempDir();
  const report = reportOf(LAUNCH, suiteOf('empty', []));
  await writeReport(dir.join('report'), report);
  expect((await readdir(dir.join('report'))).sort()).toEqual(['README.md', 'figures.json', 'launch.svg']);
  expect(await readReport(dir.join('report/figures.json'))).toEqual(report);
});

test('the page names machine, command, targets, gaps and failures', () => {
  const page = renderMarkdown(reportOf(LAUNCH));
  expect(page).toContain('Linux 6.1, 2 x Some CPU, 8 GiB, Node v20.0.0, uppers on ext4, as root');
  expect(page).toContain('layover abcdef0, bwrap 0.8.0');
  expect(page).toContain('`npm run bench`');
  expect(page).toContain('| launch | library / bare | at most 1.5 | 2.00 | 1.50 to 2.50 | missed by 33 % |');
  expect(page).toContain('| layover, library | 2.00 | 4.00 | 500.0 | 2.00 | 1.50 to 2.50 | a |');
  expect(page).toContain('- Not measured: podman, not installed.');
  expect(page).toContain('- **Failed**: crun, broke.');
  expect(page).toContain('- A note.');
  expect(page).not.toContain('not at rest');
});

test('a run on a busy machine says so', () => {
  const report = reportOf(LAUNCH);
  const page = renderMarkdown({ ...report, machine: { ...report.machine, loadAverage: 3 } });
  expect(page).toContain('**The machine was not at rest** (load 3.0');
});

test('the page says which steps of a launch are the largest', () => {
  const steps = [
    measuredOf('all', [9]),
    measuredOf('small', [1], { ratio: 0.1 }),
    measuredOf('large', [5], { ratio: 0.56 }),
  ];
  const page = renderMarkdown(reportOf(suiteOf('profile', steps)));
  expect(page).toContain('of its whole time ([profile](#profile)): large 56 %, small 10 %.');
});

test('a suite in KiB has no rate', () => {
  const page = renderMarkdown(reportOf(suiteOf('memory', [measuredOf('keeper', [1.5])], { unit: 'KiB' })));
  expect(page).toContain('| keeper | 1.5 | 1.5 | 1.00 |');
});

test('two runs differ where a ratio is more than 15 % apart, or only one has it', () => {
  const run = (x: number, y: number, extra: string): ReturnType<typeof reportOf> =>
    reportOf(
      suiteOf('s', [
        measuredOf('x', [1], { ratio: x }),
        measuredOf('y', [1], { ratio: y }),
        measuredOf(extra, [1]),
      ]),
    );
  const text = renderComparison(compareRatios(run(2, 1, 'both'), run(2.29, 1.16, 'both')));
  expect(text).toBe('s: y: 1.000 and 1.160, 16 %\n2 of 3 ratios agree within 15 %\n');
  const other = renderComparison(compareRatios(run(1, 1, 'first'), run(1, 1, 'second')));
  expect(other).toContain('s: first: 1.000 and none, in one run only\n');
  expect(other).toContain('s: second: none and 1.000, in one run only\n');
});

test('a ratio that is no number is a difference, not an agreement', () => {
  const report = reportOf(suiteOf('s', [measuredOf('x', [], { ratio: Number.NaN })]));
  expect(renderComparison(compareRatios(report, report))).toContain('0 of 1 ratios agree');
});

test('the short table goes between the markers of the readme and leaves the rest', () => {
  const short = renderShort(reportOf(LAUNCH));
  expect(short).toContain('| layover, library | 2.0 | 4.0 | 1.00 |');
  expect(short).toContain('| bare C | 1.0 | 1.0 | 0.50 |');
  expect(short).toContain('| podman | | | not installed |');
  expect(short).toContain('| library / bare | at most 1.5 | 2.00 | missed by 33 % |');
  const text = 'above\n<!-- bench:start -->\nold\n<!-- bench:end -->\nbelow\n';
  const once = replaceBetween(text, short);
  expect(once).toBe(`above\n<!-- bench:start -->\n${short}<!-- bench:end -->\nbelow\n`);
  expect(replaceBetween(once, short)).toBe(once);
  expect(() => replaceBetween('no markers', short)).toThrow('<!-- bench:start -->');
});
