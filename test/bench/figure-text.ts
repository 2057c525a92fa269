import type { Interval } from './statistics.js';
import type { Unit } from './suite.js';

export function formatValue(value: number, unit: Unit): string {
  return unit === 'ms' ? value.toFixed(2) : value.toFixed(value < 100 ? 1 : 0);
}

/** Small shares keep a digit that says something. */
export function formatRatio(ratio: number): string {
  return ratio.toFixed(ratio < 0.1 ? 3 : 2);
}

export function formatInterval({ low, high }: Interval): string {
  return `${formatRatio(low)} to ${formatRatio(high)}`;
}

/** As it stands in a cell of a Markdown table. */
export function asCell(text: string): string {
  return text.replaceAll('|', '\\|');
}
