/** What is said about a run of a pipeline, as lines: the same on a terminal, in a file, and in a CI log. */
import { quoteRaw, rawFromText } from '../base/bytes-path.js';
import { formatDuration, formatSize } from '../base/units.js';
import { style } from './output.js';
import { renderCounts, renderOutcome } from './render.js';
import { printable } from './text.js';
/** What is to be said about an event; nothing about what jobs print. */
export function renderEvent(event, soFar) {
  const render = RENDERERS[event.kind];
  return render(event, soFar);
}
const RENDERERS = {
  'run-started': () => [],
  'job-output': () => [],
  'job-started': ({ job, attempt }) => [
    { job, text: attempt > 1 ? `started, attempt ${attempt}` : 'started' },
  ],
  'job-retried': ({ job, reason }) => [{ job, text: `${printable(reason)}; trying again` }],
  'job-explained': ({ job, reasons }) => [{ job, text: `run because ${printable(reasons.join('; '))}` }],
  'job-ended': ({ job, end }, { run }) => [{ job, text: describeEnd(end) }, ...hintsOf(run, job, end)],
  notice: ({ job, text }) =>
    job === undefined ? [{ text: `layover: ${printable(text)}` }] : [{ job, text: printable(text) }],
  committed: (event) => [{ text: `layover: ${renderCommitted(event)}` }],
  'run-ended': (event, { ends }) => renderSummary(event, ends).map((text) => ({ text })),
};
/** `done in 1.2 s, 3 added`. */
export function describeEnd(end) {
  switch (end.kind) {
    case 'succeeded':
      return end.done.from === 'cache'
        ? `cached, ${formatDuration(end.done.savedMs ?? 0)} saved`
        : `done in ${formatDuration(end.done.durationMs)}, ${renderCounts(end.done.changes)}`;
    case 'failed':
      return `${style('red', 'failed')}: ${renderOutcome(end.done.outcome)} after ${formatDuration(end.done.durationMs)}`;
    case 'errored':
      return `${style('red', 'could not be run')}: ${printable(end.message)} (${end.code})`;
    case 'canceled':
      return style('yellow', 'canceled');
    case 'skipped':
      return `${style('yellow', 'skipped')}: ${printable(end.reason)}`;
  }
}
/** Lines that say more than how it ended. */
function hintsOf(run, job, end) {
  if (end.kind === 'errored')
    return end.hint === undefined ? [] : [{ text: `  hint: ${printable(end.hint)}` }];
  if (end.kind !== 'failed') return [];
  const word = quoteRaw(rawFromText(`${run}/${job}`));
  return [{ text: style('dim', `  next: layover logs ${word}, layover diff ${word}`) }];
}
function renderCommitted({ job, to, applied, bytes }) {
  const count = applied === 1 ? '1 change' : `${applied} changes`;
  return `committed ${job} to ${printable(to)}: ${applied === 0 ? 'no changes' : `${count} (${formatSize(bytes)})`}`;
}
/** The last lines of a run. */
function renderSummary({ status, durationMs, critical, run }, ends) {
  const all = [...ends.values()];
  const count = (test) => all.filter(test).length;
  const kinds = [
    [count((end) => end.kind === 'succeeded' && end.done.from === 'run'), 'run'],
    [count((end) => end.kind === 'succeeded' && end.done.from === 'cache'), 'cached'],
    [count(({ kind }) => kind === 'failed' || kind === 'errored'), 'failed'],
    [count(({ kind }) => kind === 'skipped'), 'skipped'],
    [count(({ kind }) => kind === 'canceled'), 'canceled'],
  ];
  const counts = kinds.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`);
  const line = `layover: ${status} in ${formatDuration(durationMs)}: ${counts.join(', ') || 'no jobs'}; run ${run}`;
  return [status === 'succeeded' ? line : style('red', line), ...renderCritical(critical)];
}
function renderCritical(critical) {
  const slow = critical.filter(({ durationMs }) => durationMs >= 100);
  if (slow.length < 2) return [];
  const steps = slow.map(({ job, durationMs }) => `${printable(job)} ${formatDuration(durationMs)}`);
  return [style('dim', `  critical path: ${steps.join(' > ')}`)];
}
//# sourceMappingURL=pipeline-text.js.map
