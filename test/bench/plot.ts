import { formatRatio, formatValue } from './figure-text.js';
import type { Measured } from './harness.js';
import type { Unit } from './suite.js';
import { COLORS, type Plot, renderFrame, TITLE_LINE, text } from './svg.js';

const ROW = 26;
const RIGHT = 150;
const LETTER = 6.6;
const OURS = /^(layover|submitted|thread|portable|runner|keeper|init|command|each running)/;

export interface PlotOptions {
  readonly title: string;
  readonly description: string;
  readonly unit: Unit;
}

/** One bar for each contender: its p50, with a line to its p95. Logarithmic, since peers differ by a hundred times. */
export function plotBars(rows: readonly Measured[], { title, description, unit }: PlotOptions): string {
  const left = 24 + LETTER * Math.max(...rows.map(({ name }) => name.length));
  const plot: Plot = {
    title,
    subtitle: `${description}. Bars: p50; lines: to p95; ${unit}, logarithmic; in brackets the ratio of the table`,
    height: 16 + rows.length * ROW,
  };
  return renderFrame(plot, ({ top, width }) => {
    const scale = scaleOf(rows, width - left - RIGHT);
    return rows
      .map((row, index) => renderBar(row, { y: top + index * ROW, left, right: width - RIGHT, scale, unit }))
      .join('\n');
  });
}

type Scale = (value: number) => number;

function scaleOf(rows: readonly Measured[], room: number): Scale {
  const low = Math.min(...rows.map(({ p50 }) => atLeastSome(p50))) / 2;
  const high = Math.max(...rows.map(({ p50, p95 }) => Math.max(p50, p95)));
  return (value) => (room * Math.log(atLeastSome(value) / low)) / Math.log(high / low);
}

/** A logarithm has no place for nothing. */
function atLeastSome(value: number): number {
  return Math.max(value, 1e-3);
}

interface Place {
  readonly y: number;
  readonly left: number;
  readonly right: number;
  readonly scale: Scale;
  readonly unit: Unit;
}

function renderBar({ name, p50, p95, ratio }: Measured, { y, left, right, scale, unit }: Place): string {
  const [end, far] = [left + scale(p50), left + scale(p95)].map((x) => x.toFixed(1));
  const color = OURS.test(name) ? COLORS.ours : COLORS.theirs;
  const times = Number.isFinite(ratio) ? `  (x ${formatRatio(ratio)})` : '';
  return [
    text(name, { x: left - 8, y: y + 12, anchor: 'end' }),
    `<rect x="${left}" y="${y}" width="${scale(p50).toFixed(1)}" height="16" fill="${color}"/>`,
    `<line x1="${end}" x2="${far}" y1="${y + 8}" y2="${y + 8}" stroke="${COLORS.text}"/>`,
    text(`${formatValue(p50, unit)} ${unit}${times}`, { x: right + 8, y: y + 12, anchor: 'start' }),
  ].join('\n');
}

/** Lines over an axis, both scales logarithmic: the p50 of each contender that has a point. */
export function plotLines(
  rows: readonly Measured[],
  { title, description, unit, axis }: PlotOptions & { readonly axis: string },
): string {
  const plot: Plot = {
    title,
    subtitle: `${description}. p50 in ${unit}; both scales logarithmic`,
    height: 300,
  };
  return renderFrame(plot, ({ top, width }) => {
    const area = { left: 64, right: width - 210, top: top + 6, bottom: top + 250 };
    const grid = gridOf(rows, area);
    const labels = spread([...linesOf(rows)].map(([, points]) => grid.y(points.at(-1)?.p50 ?? 1)));
    const lines = [...linesOf(rows)].map(([line, points], index) =>
      renderLine(line, points, {
        grid,
        color: COLORS.lines[index % COLORS.lines.length] ?? '',
        labelY: labels[index] ?? 0,
      }),
    );
    const under = text(axis, { x: (area.left + area.right) / 2, y: area.bottom + 36, anchor: 'middle' });
    return [renderGrid(rows, grid, area), ...lines, under].join('\n');
  });
}

interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

interface Grid {
  readonly x: Scale;
  readonly y: Scale;
  /** Decades. */
  readonly ticks: readonly number[];
}

function gridOf(rows: readonly Measured[], { left, right, top, bottom }: Area): Grid {
  const xs = rows.flatMap(({ point }) => (point ? [point.x] : []));
  const values = rows.map(({ p50 }) => p50);
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.max(Math.ceil(Math.log10(Math.max(...values))), low + 1);
  const [first, last] = [Math.log10(Math.min(...xs)), Math.log10(Math.max(...xs))];
  return {
    x: (value) => left + ((right - left) * (Math.log10(value) - first)) / (last - first || 1),
    y: (value) => bottom - ((bottom - top) * (Math.log10(value) - low)) / (high - low),
    ticks: Array.from({ length: high - low + 1 }, (_none, index) => 10 ** (low + index)),
  };
}

function renderGrid(rows: readonly Measured[], { x, y, ticks }: Grid, { left, right, bottom }: Area): string {
  const xs = [...new Set(rows.flatMap(({ point }) => (point ? [point.x] : [])))];
  const across = ticks.flatMap((tick) => [
    `<line x1="${left}" x2="${right}" y1="${y(tick).toFixed(1)}" y2="${y(tick).toFixed(1)}" stroke="${COLORS.grid}"/>`,
    text(String(Number(tick.toPrecision(1))), { x: left - 8, y: y(tick) + 4, anchor: 'end' }),
  ]);
  return [
    ...across,
    ...xs.map((at) => text(shortCount(at), { x: x(at), y: bottom + 18, anchor: 'middle' })),
  ].join('\n');
}

interface Stroke {
  readonly grid: Grid;
  readonly color: string;
  readonly labelY: number;
}

function renderLine(line: string, points: readonly Measured[], { grid, color, labelY }: Stroke): string {
  const places = points.map(({ point, p50 }) => [grid.x(point?.x ?? 1), grid.y(p50)] as const);
  const dots = places.map(
    ([x, y]) => `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="3.5" fill="${color}"/>`,
  );
  const path = places.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
  const [endX = 0] = places.at(-1) ?? [];
  return [
    `<polyline points="${path}" fill="none" stroke="${color}" stroke-width="2"/>`,
    ...dots,
    text(line, { x: endX + 10, y: labelY + 4, anchor: 'start', color }),
  ].join('\n');
}

function linesOf(rows: readonly Measured[]): Map<string, Measured[]> {
  const lines = new Map<string, Measured[]>();
  for (const row of rows) {
    if (row.point) lines.set(row.point.line, [...(lines.get(row.point.line) ?? []), row]);
  }
  return lines;
}

/** The same heights, pushed down where two would be written over each other. */
function spread(heights: readonly number[]): number[] {
  const order = heights.map((_height, index) => index).sort((a, b) => (heights[a] ?? 0) - (heights[b] ?? 0));
  const placed = [...heights];
  let below = Number.NEGATIVE_INFINITY;
  for (const index of order) {
    placed[index] = Math.max(heights[index] ?? 0, below + TITLE_LINE);
    below = placed[index];
  }
  return placed;
}

function shortCount(count: number): string {
  return count >= 1e6 ? `${count / 1e6}M` : count >= 1e3 ? `${count / 1e3}k` : String(count);
}
