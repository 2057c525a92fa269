/** What a terminal shows of a run while it goes on: what runs, with its last words, and how far everything is. */
import { formatDuration } from '../base/units.js';
import { style } from './output.js';
import { cutToWidth, printable } from './text.js';

/** Last words of each job that runs, where there is room. */
const TAIL_LINES = 3;
/** Of the screen, for what stays. */
const ROWS_ABOVE = 4;
/** Lines no wider than the screen, and fewer than it has. */
export function renderView(view, { columns, rows }) {
  const width = Math.max(1, columns - 1);
  const room = Math.max(1, rows - ROWS_ABOVE);
  const shown = [...view.running].slice(0, view.running.size > room ? room - 1 : room);
  const tail = Math.min(TAIL_LINES, Math.floor((room - shown.length) / Math.max(1, shown.length)));
  const more = view.running.size - shown.length;
  return [
    ...shown.flatMap(([name, job]) => renderJob(name, job, { width, tail })),
    ...(more > 0 ? [cutToWidth(`  and ${more} more`, width)] : []),
    style('bold', cutToWidth(renderCounts(view), width)),
  ];
}
function renderJob(name, { startedAt, lines }, { width, tail }) {
  const head = cutToWidth(`> ${printable(name)}  ${formatElapsed(Date.now() - startedAt)}`, width);
  const last = tail === 0 ? [] : lines.slice(-tail);
  return [head, ...last.map((line) => style('dim', cutToWidth(`  | ${line}`, width)))];
}
function renderCounts({ total, startedAt, running, ends, isInterrupted }) {
  if (isInterrupted) return `layover: interrupted, ${running.size} running; again to kill`;
  const elapsed = formatElapsed(Date.now() - startedAt);
  if (running.size + ends.size === 0) return `layover: looking at inputs, ${total} waiting, ${elapsed}`;
  const all = [...ends.values()];
  const counts = [
    [running.size, 'running'],
    [total - all.length - running.size, 'waiting'],
    [all.filter((end) => end.kind === 'succeeded' && end.done.from === 'cache').length, 'cached'],
    [all.filter(({ kind }) => kind === 'failed' || kind === 'errored').length, 'failed'],
  ];
  const words = counts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  const done = `${all.length}/${total} done`;
  return `layover: ${[done, ...words, elapsed].join(', ')}`;
}
/** With one unit while it counts up. */
function formatElapsed(ms) {
  return ms < 60_000 ? `${(ms / 1_000).toFixed(1)} s` : formatDuration(ms);
}
//# sourceMappingURL=pipeline-view.js.map
