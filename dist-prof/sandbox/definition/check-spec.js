/** What a caller without types may have got wrong: an unknown key, a value of another type, a word that is none. */
import { findNearest } from '../../base/nearest.js';
import { DRIVER_NAMES } from '../../overlay/driver.js';
import { usageError } from './resolve-view.js';
import { ISOLATIONS, isWorkerSpec } from './worker-spec.js';

const text = kind('text', (value) => typeof value === 'string');
const path = kind(
  'a path, text or bytes',
  (value) => typeof value === 'string' || value instanceof Uint8Array,
);
const number = kind('a number', (value) => typeof value === 'number');
const amount = kind('a number or text', (value) => typeof value === 'number' || typeof value === 'string');
const callback = kind('a function', (value) => typeof value === 'function');
const writable = kind(
  'a writable stream',
  (value) => isRecord(value) && typeof value['write'] === 'function',
);
const paths = listOf('paths', path);
const LIMITS = {
  memory: amount,
  cpus: number,
  pids: number,
  disk: amount,
  inodes: number,
  diskBy: oneOf('auto', 'watch', 'tmpfs', 'image'),
  files: number,
  timeout: amount,
  output: amount,
};
const BIND = { source: path, target: path, access: oneOf('ro', 'rw') };
const PLACE = { at: path, lowers: paths };
const TMPFS = { target: path, size: amount };
const TERMINAL = { columns: number, rows: number };
const USER = { uid: number, gid: number };
const SPEC = {
  command: paths,
  sandbox: text,
  lowers: paths,
  project: path,
  places: listOf('places', shape(PLACE)),
  binds: listOf('binds', shape(BIND)),
  tmpfs: listOf('places', shape(TMPFS)),
  hide: paths,
  cwd: path,
  env: mapOf(text),
  passEnv: listOf('names', text),
  user: shape(USER),
  hostname: text,
  network: oneOf('none', 'host'),
  seccomp: path,
  landlock: oneOf('auto', 'off'),
  limits: shape(LIMITS),
  stdin: kind('text, bytes or a readable stream', isInput),
  stdout: writable,
  stderr: writable,
  mask: listOf('texts', text),
  terminal: shape(TERMINAL),
  driver: oneOf('auto', ...DRIVER_NAMES),
  layersBy: oneOf('descriptor', 'name'),
  profile: kind('true or false', (value) => typeof value === 'boolean'),
  signal: kind('an AbortSignal', (value) => value instanceof AbortSignal),
  onStart: callback,
  onNotice: callback,
};
const anything = () => undefined;
const {
  command: _command,
  stdin: _stdin,
  terminal: _terminal,
  layersBy: _layersBy,
  profile: _profile,
  ...SHARED
} = SPEC;
const WORKER = {
  ...SHARED,
  worker: text,
  params: anything,
  isolation: oneOf(...ISOLATIONS),
};
/** Throws LAYOVER_USAGE for the first thing that is wrong with a spec. */
export function checkSpec(spec) {
  if (isWorkerSpec(spec)) checkWorker(spec);
  else checkCommand(spec);
}
function checkWorker(spec) {
  const problem = shape(WORKER)(spec);
  if (problem !== undefined) throw usageError(`spec${joined(problem)}`);
}
function checkCommand(spec) {
  const problem = shape(SPEC)(spec);
  if (problem !== undefined) throw usageError(`spec${joined(problem)}`);
  if (spec.command === undefined)
    throw usageError('There is no command to run', 'Give `command`, a list of words.');
}
function kind(what, accepts) {
  return (value) => (accepts(value) ? undefined : `must be ${what}, got ${show(value)}`);
}
function oneOf(...words) {
  return kind(words.join(' or '), (value) => words.some((word) => word === value));
}
function listOf(what, check) {
  return (value) => {
    if (!Array.isArray(value)) return `must be a list of ${what}, got ${show(value)}`;
    for (const [index, entry] of value.entries()) {
      const problem = check(entry);
      if (problem !== undefined) return `[${index}]${joined(problem)}`;
    }
    return undefined;
  };
}
function mapOf(check) {
  return (value) =>
    isRecord(value)
      ? shape(Object.fromEntries(Object.keys(value).map((key) => [key, check])))(value)
      : `must be an object, got ${show(value)}`;
}
function shape(checks) {
  return (value) => {
    if (!isRecord(value)) return `must be an object, got ${show(value)}`;
    for (const [key, entry] of Object.entries(value)) {
      const check = Object.hasOwn(checks, key) ? checks[key] : undefined;
      if (check === undefined) return unknownKey(key, Object.keys(checks));
      const problem = entry === undefined ? undefined : check(entry);
      if (problem !== undefined) return `.${key}${joined(problem)}`;
    }
    return undefined;
  };
}
/** What follows a key: a further part of the path, or words. */
function joined(problem) {
  return /^[[.]/.test(problem) ? problem : ` ${problem}`;
}
function unknownKey(key, known) {
  const nearest = findNearest(key, known);
  return `has no ${JSON.stringify(key)}${nearest === undefined ? '' : ` (did you mean ${nearest}?)`}`;
}
function isRecord(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function isInput(value) {
  return (
    typeof value === 'string' ||
    value instanceof Uint8Array ||
    (isRecord(value) && typeof value['pipe'] === 'function')
  );
}
function show(value) {
  if (typeof value === 'function') return 'a function';
  return (JSON.stringify(value) ?? String(value)).slice(0, 80);
}
//# sourceMappingURL=check-spec.js.map
