import { LayoverError } from './errors.js';

const SIZE_UNITS = {
  '': 1,
  K: 1 << 10,
  M: 1 << 20,
  G: 1 << 30,
  T: 2 ** 40,
};
const DURATION_UNITS = {
  ms: 1,
  s: 1_000,
  '': 1_000,
  m: 60_000,
  h: 3_600_000,
};
/** Bytes from a number or text such as `64M` (powers of 1,024). `what` names it in the error. */
export function parseSize(value, what) {
  const match = /^(\d+(?:\.\d+)?)\s*([KMGT]?)(?:i?B)?$/i.exec(String(value));
  const unit = SIZE_UNITS[match?.[2]?.toUpperCase() ?? '?'];
  const bytes = Math.floor(Number(match?.[1]) * (unit ?? Number.NaN));
  if (Number.isSafeInteger(bytes) && bytes > 0) return bytes;
  throw new LayoverError(
    'LAYOVER_USAGE',
    `${what} must be a size above 0 such as 64M or 2G, got ${JSON.stringify(value)}`,
  );
}
/** Milliseconds from a number, or text such as `90s`, `10m`; text without a unit is seconds. */
export function parseDuration(value, what) {
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h|)$/.exec(
    typeof value === 'number' ? `${value}ms` : value.trim(),
  );
  const ms = Math.round(Number(match?.[1]) * (DURATION_UNITS[match?.[2] ?? '?'] ?? Number.NaN));
  if (Number.isSafeInteger(ms) && ms > 0 && ms <= DURATION_MAX_MS) return ms;
  throw new LayoverError(
    'LAYOVER_USAGE',
    `${what} must be a duration above 0 such as 500ms, 90s or 10m, got ${JSON.stringify(value)}`,
    {
      hint: 'The most is 24 days.',
    },
  );
}
// The longest a timer of Node's can run.
const DURATION_MAX_MS = 2 ** 31 - 1;
export function formatSize(bytes) {
  if (bytes < 1_024) return `${bytes} B`;
  const units = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];
  let value = bytes / 1_024;
  let unit = 0;
  while (value >= 1_023.95 && unit < units.length - 1) {
    value /= 1_024;
    unit += 1;
  }
  return `${value.toFixed(1)} ${units[unit]}`;
}
export function formatDuration(ms) {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 60) return `${minutes} min ${Math.round((ms % 60_000) / 1_000)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
//# sourceMappingURL=units.js.map
