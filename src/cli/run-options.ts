import type { OnConflict } from '../commit/planned.js';
import type { BindSpec, LimitSpec, PathLike, RunSpec, TmpfsSpec } from '../sandbox/definition/spec.js';
import type { WorkerSpec } from '../sandbox/definition/worker-spec.js';
import { parseGivenName } from '../sandbox/store/layers.js';
import { isText, quoteWord } from './raw-words.js';
import { type Environment, usageError } from './values.js';

/** The options of `layover run`, parsed. */
export interface RunOptions {
  readonly sandbox?: string;
  readonly lower?: readonly PathLike[];
  readonly project?: PathLike;
  readonly bind?: readonly BindSpec[];
  readonly tmpfs?: readonly TmpfsSpec[];
  readonly hide?: readonly PathLike[];
  readonly cwd?: PathLike;
  readonly env?: Environment;
  readonly user?: { readonly uid: number; readonly gid?: number };
  readonly hostname?: string;
  readonly tty?: true;
  readonly network?: 'none' | 'host';
  readonly seccomp?: PathLike;
  readonly timeout?: number;
  readonly output?: number;
  readonly memory?: number;
  readonly cpus?: number;
  readonly pids?: number;
  readonly disk?: number;
  readonly inodes?: number;
  readonly diskBy?: NonNullable<LimitSpec['diskBy']>;
  readonly files?: number;
  readonly driver?: NonNullable<RunSpec['driver']>;
  readonly onSuccess?: 'commit' | 'ask' | 'keep' | 'discard';
  readonly onFailure?: 'keep' | 'discard';
  readonly to?: PathLike;
  readonly layer?: string;
  readonly from?: string;
  readonly only?: readonly string[];
  readonly except?: readonly string[];
  readonly faithful?: true;
  readonly onConflict?: OnConflict;
  readonly merge?: true;
  readonly allowProtected?: true;
  readonly maxDeletes?: number;
  readonly json?: PathLike;
  readonly quiet?: true;
  readonly profile?: true;
  /** Its path, and the name of its export. */
  readonly worker?: string;
  /** Parsed. */
  readonly params?: { readonly value: unknown };
  readonly isolation?: NonNullable<WorkerSpec['isolation']>;
}

/** Throws where options do not go together. */
export function checkRunOptions(options: RunOptions): void {
  checkWorkerOptions(options);
  if (options.onSuccess === 'commit' || options.onSuccess === 'ask') checkCommitOptions(options);
  else refuseCommitOptions(options);
}

const DIRECTORY_ONLY = ['onConflict', 'merge', 'allowProtected', 'maxDeletes'] as const;

function flagOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function checkWorkerOptions({ worker, params, isolation, tty, profile }: RunOptions): void {
  if (worker === undefined && isolation !== undefined) throw usageError('--isolation needs --worker FILE');
  if (worker === undefined && params !== undefined) throw usageError('--params needs --worker FILE');
  if (worker !== undefined && profile) throw usageError('--worker and --profile do not go together');
  if (worker !== undefined && tty) throw usageError('--worker and --tty do not go together');
}

function checkCommitOptions(options: RunOptions): void {
  const { to, layer, faithful, onSuccess } = options;
  if (onSuccess === 'commit' && to === undefined && layer === undefined)
    throw usageError('--on-success commit needs --to DIR or --layer NAME');
  if (layer === undefined) return;
  if (to !== undefined) throw usageError('--to and --layer do not go together');
  if (faithful) throw usageError('--faithful is for --to: a layer has everything as the job left it');
  const stray = DIRECTORY_ONLY.find((name) => options[name] !== undefined);
  if (stray !== undefined)
    throw usageError(`${flagOf(stray)} is for --to: a layer takes everything as it is`);
  parseGivenName(layer); // before the job runs for hours
}

function refuseCommitOptions(options: RunOptions): void {
  const names = ['to', 'layer', 'from', 'only', 'except', 'faithful', ...DIRECTORY_ONLY] as const;
  const stray = names.find((name) => options[name] !== undefined);
  if (stray !== undefined) {
    throw usageError(
      `${flagOf(stray)} needs --on-success commit or ask`,
      'Without it the changes are kept: `layover commit` takes the same options later.',
    );
  }
}

/** The spec, without its streams. */
export function toRunSpec(options: RunOptions, command: readonly PathLike[]): RunSpec {
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
export function toWorkerSpec({ worker = '', params, isolation, ...options }: RunOptions): WorkerSpec {
  const { command: _command, ...spec } = toRunSpec(options, []);
  return { ...spec, worker, params: params?.value, isolation };
}

/** The options that are called the same in a spec. */
function sameInSpec(options: RunOptions): Omit<RunSpec, 'command'> {
  const { sandbox, project, tmpfs, hide, cwd, user, hostname, network, seccomp, driver, profile } = options;
  return { sandbox, project, tmpfs, hide, cwd, user, hostname, network, seccomp, driver, profile };
}

function limitsOf({
  memory,
  cpus,
  pids,
  disk,
  inodes,
  diskBy,
  files,
  timeout,
  output,
}: RunOptions): RunSpec['limits'] {
  return { memory, cpus, pids, disk, inodes, diskBy, files, timeout, output };
}

// Set rather than passed by name, so that it wins over what a definition sets.
function takeOver(names: readonly string[]): Record<string, string> {
  const present = names.map((name) => [name, process.env[name]] as const);
  return Object.fromEntries(present.filter((pair): pair is [string, string] => pair[1] !== undefined));
}

/** The name of a sandbox, or the path of its file. */
export function parseSandbox(word: string): string {
  if (word !== '' && isText(word)) return word;
  throw usageError(
    `--sandbox needs the name of a sandbox or the path of its file in UTF-8, got ${quoteWord(word)}`,
  );
}
