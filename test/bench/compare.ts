import { readFile } from 'node:fs/promises';
import type { Report } from './report.js';

/** A ratio that two runs do not agree in. */
export interface Difference {
  readonly suite: string;
  readonly name: string;
  readonly first: number | undefined;
  readonly second: number | undefined;
  /** The greater over the smaller, minus one; infinite where only one run has it. */
  readonly apart: number;
}

export const APART_MAX = 0.15;

/** Every ratio that either run has, those furthest apart first. */
export function compareRatios(first: Report, second: Report): Difference[] {
  const [one, other] = [ratiosOf(first), ratiosOf(second)];
  const keys = [...new Set([...one.keys(), ...other.keys()])];
  return keys
    .map((key) => {
      const [suite = '', name = ''] = key.split('\n');
      const [a, b] = [one.get(key), other.get(key)];
      const apart =
        a === undefined || b === undefined ? Number.POSITIVE_INFINITY : Math.max(a / b, b / a) - 1;
      return { suite, name, first: a, second: b, apart };
    })
    .sort((a, b) => b.apart - a.apart);
}

function ratiosOf({ suites }: Report): Map<string, number> {
  return new Map(
    suites.flatMap(({ suite, measured }) =>
      measured.map(({ name, ratio }) => [`${suite}\n${name}`, ratio] as const),
    ),
  );
}

export function renderComparison(differences: readonly Difference[]): string {
  const over = differences.filter(({ apart }) => !(apart <= APART_MAX));
  const lines = over.map(({ suite, name, first, second, apart }) => {
    const [a, b] = [first, second].map((ratio) => ratio?.toFixed(3) ?? 'none');
    const by = Number.isFinite(apart) ? `${(apart * 100).toFixed(0)} %` : 'in one run only';
    return `${suite}: ${name}: ${a} and ${b}, ${by}\n`;
  });
  const share = `${differences.length - over.length} of ${differences.length} ratios agree within ${APART_MAX * 100} %\n`;
  return lines.join('') + share;
}

/** The figures of a run, as `writeReport` left them. */
export async function readReport(file: string): Promise<Report> {
  return JSON.parse(await readFile(file, 'utf8')) as Report;
}
