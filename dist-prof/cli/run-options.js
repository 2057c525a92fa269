import { parseRefName } from '../sandbox/store/layers.js';
import { isText, quoteWord } from './raw-words.js';
import { usageError } from './values.js';
/** Throws where options do not go together. */
export function checkRunOptions(options) {
  checkWorkerOptions(options);
  if (options.onSuccess === 'commit' || options.onSuccess === 'ask') checkCommitOptions(options);
  else refuseCommitOptions(options);
}
const DIRECTORY_ONLY = ['onConflict', 'merge', 'allowProtected', 'maxDeletes'];
function flagOf(name) {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
function checkWorkerOptions({ worker, params, isolation, tty, profile }) {
  if (worker === undefined && isolation !== undefined) throw usageError('--isolation needs --worker FILE');
  if (worker === undefined && params !== undefined) throw usageError('--params needs --worker FILE');
  if (worker !== undefined && profile) throw usageError('--worker and --profile do not go together');
  if (worker !== undefined && tty) throw usageError('--worker and --tty do not go together');
}
function checkCommitOptions(options) {
  const { to, layer, faithful, onSuccess } = options;
  if (onSuccess === 'commit' && to === undefined && layer === undefined)
    throw usageError('--on-success commit needs --to DIR or --layer NAME');
  if (layer === undefined) return;
  if (to !== undefined) throw usageError('--to and --layer do not go together');
  if (faithful) throw usageError('--faithful is for --to: a layer has everything as the job left it');
  const stray = DIRECTORY_ONLY.find((name) => options[name] !== undefined);
  if (stray !== undefined)
    throw usageError(`${flagOf(stray)} is for --to: a layer takes everything as it is`);
  parseRefName(layer); // before the job runs for hours
}
function refuseCommitOptions(options) {
  const names = ['to', 'layer', 'from', 'only', 'except', 'faithful', ...DIRECTORY_ONLY];
  const stray = names.find((name) => options[name] !== undefined);
  if (stray !== undefined) {
    throw usageError(
      `${flagOf(stray)} needs --on-success commit or ask`,
      'Without it the changes are kept: `layover commit` takes the same options later.',
    );
  }
}
/** The spec, without its streams. */
export function toRunSpec(options, command) {
  const { lower, bind, env } = options;
  return {
    ...sameInSpec(options),
    command,
    lowers: lower,
    binds: bind,
    env: env && { ...takeOver(env.pass), ...env.set },
    limits: limitsOf(options),
  };
}
/** The same for a worker. */
export function toWorkerSpec({ worker = '', params, isolation, ...options }) {
  const { command: _command, ...spec } = toRunSpec(options, []);
  return { ...spec, worker, params: params?.value, isolation };
}
/** The options that are called the same in a spec. */
function sameInSpec(options) {
  const { sandbox, project, tmpfs, hide, cwd, user, hostname, network, seccomp, driver, profile } = options;
  return { sandbox, project, tmpfs, hide, cwd, user, hostname, network, seccomp, driver, profile };
}
function limitsOf({ memory, cpus, pids, disk, inodes, diskBy, files, timeout, output }) {
  return { memory, cpus, pids, disk, inodes, diskBy, files, timeout, output };
}
// Set rather than passed by name, so that it wins over what a definition sets.
function takeOver(names) {
  const present = names.map((name) => [name, process.env[name]]);
  return Object.fromEntries(present.filter((pair) => pair[1] !== undefined));
}
/** The name of a sandbox, or the path of its file. */
export function parseSandbox(word) {
  if (word !== '' && isText(word)) return word;
  throw usageError(
    `--sandbox needs the name of a sandbox or the path of its file in UTF-8, got ${quoteWord(word)}`,
  );
}
//# sourceMappingURL=run-options.js.map
