import { printable } from './text.js';

const BAR_COLUMNS = 40;
/** The caller's own steps first, then the job's; each part has a scale of its own, since the first is much longer. */
export function renderProfile({ steps }) {
  const [own, job] = [steps.filter(isCallers), steps.filter((step) => !isCallers(step))];
  return [...renderPart('layover', own), ...renderPart('the job', job)];
}
function isCallers({ by }) {
  return by === 'caller';
}
function renderPart(title, steps) {
  if (steps.length === 0) return [];
  const startMs = Math.min(...steps.map((step) => step.startMs));
  const wholeMs = Math.max(...steps.map(endOf)) - startMs;
  const width = Math.max(...steps.map((step) => nameOf(step, steps).length));
  const rows = steps.map((step) => renderRow(step, nameOf(step, steps).padEnd(width), { startMs, wholeMs }));
  return [`  ${title}: ${wholeMs.toFixed(2)} ms`, `     at ms        ms  by`, ...rows];
}
function renderRow(step, name, { startMs, wholeMs }) {
  const figures = [step.startMs - startMs, step.durationMs].map((ms) => ms.toFixed(3).padStart(8));
  return `  ${figures.join('  ')}  ${step.by.padEnd(7)}  ${name}  ${barOf(step, { startMs, wholeMs })}`;
}
/** Indented by the steps of the same owner that it lies within. */
function nameOf(step, steps) {
  const around = steps.filter(
    (other) =>
      other !== step &&
      other.by === step.by &&
      other.startMs <= step.startMs &&
      endOf(other) >= endOf(step) &&
      other.durationMs > step.durationMs,
  );
  return `${'  '.repeat(around.length)}${printable(step.name)}`;
}
function barOf({ startMs, durationMs }, scale) {
  const perMs = scale.wholeMs > 0 ? BAR_COLUMNS / scale.wholeMs : 0;
  const from = Math.min(Math.floor((startMs - scale.startMs) * perMs), BAR_COLUMNS - 1);
  const length = Math.max(1, Math.min(Math.round(durationMs * perMs), BAR_COLUMNS - from));
  return ' '.repeat(from) + '#'.repeat(length);
}
function endOf({ startMs, durationMs }) {
  return startMs + durationMs;
}
//# sourceMappingURL=render-profile.js.map
