import type { Measured } from './harness.js';

const WIDTH = 760;
const ROW = 26;
const LABEL = 230;
const RIGHT = 120;

/** One bar for each contender: its p50, with a line to its p95. Logarithmic, since peers differ by a hundred times. */
export function plotSuite(title: string, rows: readonly Measured[]): string {
  const scale = scaleOf(rows);
  const height = 44 + rows.length * ROW;
  const bars = rows.map((row, index) => renderBar(row, 38 + index * ROW, scale));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" font-family="sans-serif" font-size="12">
<rect width="100%" height="100%" fill="white"/>
<text x="8" y="20" font-size="14" font-weight="bold">${escapeXml(title)} (ms, p50, line to p95, logarithmic)</text>
${bars.join('\n')}
</svg>
`;
}

type Scale = (ms: number) => number;

function scaleOf(rows: readonly Measured[]): Scale {
  const low = Math.min(...rows.map(({ p50Ms }) => p50Ms)) / 2;
  const high = Math.max(...rows.map(({ p95Ms }) => p95Ms));
  const room = WIDTH - LABEL - RIGHT;
  return (ms) => (room * Math.log(ms / low)) / Math.log(high / low);
}

function renderBar({ name, p50Ms, p95Ms, ratio }: Measured, y: number, scale: Scale): string {
  const [end, far] = [LABEL + scale(p50Ms), LABEL + scale(p95Ms)].map((x) => x.toFixed(1));
  const color =
    name.startsWith('layover') || name.includes('library') || name === 'cli' ? '#2563eb' : '#9ca3af';
  return [
    `<text x="${LABEL - 8}" y="${y + 12}" text-anchor="end">${escapeXml(name)}</text>`,
    `<rect x="${LABEL}" y="${y}" width="${scale(p50Ms).toFixed(1)}" height="16" fill="${color}"/>`,
    `<line x1="${end}" x2="${far}" y1="${y + 8}" y2="${y + 8}" stroke="#111827"/>`,
    `<text x="${WIDTH - RIGHT + 8}" y="${y + 12}">${p50Ms.toFixed(2)}  (x ${ratio.toFixed(2)})</text>`,
  ].join('\n');
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}
