import { expect, test } from 'vitest';
import { plotBars, plotLines } from './plot.js';
import { measuredOf } from './sample-report.js';

const OPTIONS = { title: 'a & b', description: 'what <it> shows', unit: 'ms' } as const;

test('a plot of bars has a bar for each row, longer for more, within the picture', () => {
  const rows = [measuredOf('layover', [2, 2, 9]), measuredOf('other <tool>', [20, 20, 30])];
  const svg = plotBars(rows, OPTIONS);
  const bars = [...svg.matchAll(/<rect x="[\d.]+" y="\d+" width="([\d.]+)" height="16" fill="(#\w+)"/g)];
  expect(bars).toHaveLength(2);
  const [[, ours, oursColor] = [], [, theirs, theirsColor] = []] = bars;
  expect(Number(ours)).toBeLessThan(Number(theirs));
  expect(oursColor).not.toBe(theirsColor);
  expectWithin(svg);
  expect(svg).toContain('a &#38; b');
  expect(svg).toContain('other &#60;tool&#62;');
});

test('a plot of lines has a line for each series, with a dot for each point and labels apart', () => {
  const point = (line: string, x: number, ms: number) =>
    measuredOf(`${line} ${x}`, [ms], { point: { line, x } });
  const rows = [point('p', 1, 2), point('p', 10, 20), point('q', 1, 2), point('q', 10, 20.1)];
  const svg = plotLines(rows, { ...OPTIONS, axis: 'files' });
  expect(svg.match(/<polyline/g)).toHaveLength(2);
  expect(svg.match(/<circle/g)).toHaveLength(4);
  expectWithin(svg);
  const heights = [...svg.matchAll(/y="([\d.]+)"[^>]*>[pq]</g)].map(([, y]) => Number(y));
  expect(Math.abs((heights[0] ?? 0) - (heights[1] ?? 0))).toBeGreaterThan(10);
});

test('a single value, and values all alike, are plotted too', () => {
  expectWithin(plotBars([measuredOf('one', [1])], OPTIONS));
  expectWithin(
    plotLines([measuredOf('one', [1], { point: { line: 'l', x: 5 } })], { ...OPTIONS, axis: 'x' }),
  );
});

/** No figure is missing and none lies outside. */
function expectWithin(svg: string): void {
  expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? [];
  for (const [, name, value] of svg.matchAll(/\b(x|x1|x2|cx|y|y1|y2|cy)="(-?[\d.]+)"/g)) {
    expect(Number(value)).toBeGreaterThanOrEqual(0);
    expect(Number(value)).toBeLessThanOrEqual(Number(name?.includes('x') ? width : height));
  }
}
