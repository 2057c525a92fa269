/** What layover says about jobs, as lines. */
import { inspect } from 'node:util';
import { jsonPath, quoteRaw, rawFromBytes, rawFromText } from '../base/bytes-path.js';
import { formatDuration, formatSize } from '../base/units.js';
import { outcomeToJson } from '../jail/outcome-json.js';
import { style } from './output.js';
import { alignColumns, printable } from './text.js';
/** `1 added, 2 deleted, 3.0 KiB`; kinds without any are left out. */
export function renderCounts({ added, modified, deleted, bytes, isIncomplete }) {
  if (isIncomplete) return 'its changes were not counted';
  const kinds = Object.entries({ added, modified, deleted }).filter(([, count]) => count > 0);
  if (kinds.length === 0) return 'no changes';
  const size = bytes > 0 ? [formatSize(bytes)] : [];
  return [...kinds.map(([kind, count]) => `${count} ${kind}`), ...size].join(', ');
}
export function countChanges({ added, modified, deleted }) {
  return added + modified + deleted;
}
/** `1 change (3 B)`, and of how many where not all were applied. */
export function renderApplied({ applied, bytes }, total = applied) {
  const count =
    applied < total ? `${applied} of ${total} changes` : applied === 1 ? '1 change' : `${applied} changes`;
  return `${count} (${formatSize(bytes)})`;
}
/** `exited with 3`, `timed out after 5.0 s`. */
export function renderOutcome(outcome) {
  switch (outcome.kind) {
    case 'returned':
      return 'returned';
    case 'threw':
      return `threw ${printable(headOf(outcome.error))}`;
    case 'exited':
      return `exited with ${outcome.exitCode}`;
    case 'signaled':
      return `ended by ${printable(outcome.signal)}`;
    case 'timed-out':
      return `timed out after ${formatDuration(outcome.afterMs)}`;
    case 'out-of-memory':
      return `ran out of memory, of which it had ${formatSize(outcome.limitBytes)}`;
    case 'limit':
      return `stopped at its ${outcome.which} limit`;
    case 'canceled':
      return 'canceled';
    case 'not-started':
      return `not started (${printable(outcome.errno)})`;
  }
}
const ERROR_WIDTH = 120;
function headOf({ name, message }) {
  const [line = ''] = message.split('\n');
  const head = line === '' ? name : `${name}: ${line}`;
  return head.length <= ERROR_WIDTH ? head : `${head.slice(0, ERROR_WIDTH - 3)}...`;
}
/** What a worker threw, with where it came from. */
export function renderThrown({ name, message, stack }) {
  return (stack ?? `${name}: ${message}`).split('\n').map(printable);
}
/** What a worker returned, in a line. */
export function renderReturned(value) {
  const text = inspect(value, { depth: 2, breakLength: Number.POSITIVE_INFINITY, maxArrayLength: 10 });
  return printable(text.length <= ERROR_WIDTH ? text : `${text.slice(0, ERROR_WIDTH - 3)}...`);
}
/** Why a command could not be executed, and what to look at. */
export function renderNotStarted(errno, program) {
  const raw = typeof program === 'string' ? rawFromText(program) : rawFromBytes(program);
  const isMissing = errno === 'ENOENT';
  const problem = isMissing ? 'was not found in the sandbox' : `cannot be executed: ${printable(errno)}`;
  const hint = isMissing
    ? notFoundHint(raw)
    : (NOT_EXECUTABLE_HINTS[errno] ?? 'Try another program of the same lower.');
  return [`${style('red', 'layover:')} the command ${quoteRaw(raw)} ${problem}`, `  hint: ${hint}`];
}
function notFoundHint(program) {
  return program.includes('/')
    ? 'A program that is there shows the same when its interpreter or loader is not in the sandbox.'
    : 'Looked up in the PATH of the job: add the --lower that holds it, use --sandbox build, or set --env PATH=...';
}
const NOT_EXECUTABLE_HINTS = {
  EACCES: 'It must be a file with the execute bit set (chmod +x).',
  ENOEXEC: 'It is no program for this machine; a script needs a first line such as #!/bin/sh.',
  E2BIG: 'The arguments and the environment are too large together; put them into a file.',
  ENOTDIR: 'A part of its path is a file.',
  ELOOP: 'Its path has a loop of symlinks.',
};
const LINES_MAX = 20;
/** A chain's or a layer's short id. */
export function shortId(id) {
  return id.slice(0, 12);
}
/** What a commit left out or took away, a line each. */
export function renderReport({ skipped, stripped, privileged, merged = [] }) {
  const lines = [
    ...first(merged).map((path) => `joined the lines of both sides in ${quoteRaw(path)}`),
    ...first(skipped).map(({ path, reason }) => `left out ${quoteRaw(path)}: ${printable(reason)}`),
    ...first(stripped).map(({ path, what }) => `applied ${quoteRaw(path)} without ${printable(what)}`),
    ...first(privileged).map(
      ({ path, what }) => `warning: ${quoteRaw(path)} is exported with ${printable(what)}`,
    ),
  ].slice(0, LINES_MAX);
  const more = merged.length + skipped.length + stripped.length + privileged.length - lines.length;
  return more > 0 ? [...lines, `... and ${more} more`] : lines;
}
/** There may be a million. */
function first(list) {
  return list.slice(0, LINES_MAX);
}
/** The table of `layover jobs`. */
export function renderJobs(records, now = Date.now()) {
  const rows = records.map(({ id, createdAt, outcome, changes, command }) => [
    id,
    formatAge(now - Date.parse(createdAt)),
    renderOutcome(outcome),
    renderCounts(changes),
    shorten(command.map(quoteArgument).join(' ')),
  ]);
  return alignColumns([['JOB', 'AGE', 'OUTCOME', 'CHANGES', 'COMMAND'], ...rows]);
}
/** A line of `jobs --json`. */
export function jobToJson({ id, createdAt, command, outcome, usage, changes, receipt }) {
  const words = command.map((word) => {
    const json = jsonPath(word);
    return 'path' in json ? json.path : { base64: json.pathBase64 };
  });
  return {
    job: id,
    createdAt,
    command: words,
    outcome: outcomeToJson(outcome),
    usage,
    changes,
    settled: { kind: 'kept' },
    receipt,
  };
}
export function formatAge(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.floor(seconds / 3_600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}
function quoteArgument(word) {
  if (word === '') return "''";
  const shown = quoteRaw(word);
  return shown === word && /[^\w%+,./:=@-]/.test(word) ? `'${word.replaceAll("'", "'\\''")}'` : shown;
}
const COMMAND_WIDTH = 60;
function shorten(text) {
  const chars = [...text];
  return chars.length <= COMMAND_WIDTH ? text : `${chars.slice(0, COMMAND_WIDTH - 3).join('')}...`;
}
//# sourceMappingURL=render.js.map
