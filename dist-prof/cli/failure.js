import { hasErrno, LayoverError, SetupError } from '../base/errors.js';
import { EXIT_BROKEN_PIPE, EXIT_INTERRUPTED, EXIT_LAYOVER_FAILED } from './exit-code.js';
import { isBrokenPipe, say, style } from './output.js';
import { stackInSources } from './own-stack.js';
import { printable, printableLines } from './text.js';
/** Prints what is to be said about an error; the exit status. */
export function reportFailure(error) {
  if (isBrokenPipe(error)) return EXIT_BROKEN_PIPE;
  if (isInterrupt(error)) {
    say(`${style('red', 'layover:')} interrupted`);
    return EXIT_INTERRUPTED;
  }
  if (isCommanderError(error)) return reportCommanderError(error);
  for (const line of renderFailure(error)) say(line);
  return EXIT_LAYOVER_FAILED;
}
const DETAILS_MAX = 50;
/** The lines about an error of layover's own, or about a bug. */
export function renderFailure(error) {
  if (isMachineError(error)) return renderMachineError(error);
  if (!(error instanceof LayoverError)) return renderBug(error);
  const detail = detailOf(error);
  return [
    `${style('red', 'layover:')} ${printable(error.message)}${detail === '' ? '' : ` (${detail})`}`,
    ...error.details.slice(0, DETAILS_MAX).map((line) => `  ${printable(line)}`),
    ...(error.details.length > DETAILS_MAX ? [`  ... and ${error.details.length - DETAILS_MAX} more`] : []),
    ...(error.hint === undefined ? [] : [`  hint: ${printable(error.hint)}`]),
  ];
}
// A usage error says it all itself.
function detailOf(error) {
  if (error.code === 'LAYOVER_USAGE') return '';
  return error instanceof SetupError
    ? `${error.code}: ${printable(error.step)}, ${printable(error.errno)}`
    : error.code;
}
// What a machine can run out of, or refuse, anywhere: no bug of anybody's.
const MACHINE_HINTS = {
  ENOSPC: 'The file system is full: make room, or set LAYOVER_HOME to one that has it.',
  EDQUOT: "The user's quota is used up: make room, or set LAYOVER_HOME elsewhere.",
  EROFS: 'The file system is read-only: set LAYOVER_HOME to one that is not.',
  EIO: 'The device reports errors: see the kernel log.',
  EMFILE: 'Too many files are open: raise `ulimit -n`.',
  ENFILE: 'The machine has no file handles left.',
  ENOMEM: 'The machine has no memory left.',
  EAGAIN: 'A limit on processes is reached: see `ulimit -u`.',
};
function isMachineError(error) {
  return hasErrno(error, ...Object.keys(MACHINE_HINTS));
}
function renderMachineError({ message, code = '' }) {
  return [`${style('red', 'layover:')} ${printable(message)}`, `  hint: ${MACHINE_HINTS[code]}`];
}
function renderBug(error) {
  const text = error instanceof Error ? stackInSources(error.stack ?? error.message) : String(error);
  return [
    `${style('red', 'layover:')} unexpected error; this is a bug in layover, please report it with the lines below`,
    printableLines(text),
  ];
}
/** From an AbortSignal that our own interrupt handler raised. */
export function isInterrupt(error) {
  if (error instanceof LayoverError) return error.code === 'LAYOVER_CANCELED';
  return error instanceof Error && error.name === 'AbortError';
}
// By its code: its class would cost an import here.
function isCommanderError(error) {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('commander.');
}
/** Help and version are "errors" with status 0, and printed by then. */
function reportCommanderError({ message, exitCode, code }) {
  if (exitCode === 0) return 0;
  if (code === 'commander.help') return EXIT_LAYOVER_FAILED;
  const [, problem = message, suggestion] =
    /^(?:error: )?(.*?)(?:\n\((Did you mean .*)\))?$/s.exec(message) ?? [];
  say(`${style('red', 'layover:')} ${printable(problem)}`);
  say(
    `  hint: ${printable(suggestion ?? hintFor(code, problem) ?? 'See `layover --help`, or `layover COMMAND --help`.')}`,
  );
  return EXIT_LAYOVER_FAILED;
}
/** Where to find what an argument is to name, or where to put it. */
function hintFor(code, problem) {
  if (code === 'commander.excessArguments' && problem.includes("'import'")) {
    return 'A name is given with --name: `layover layer import SOURCE --name NAME`.';
  }
  if (code !== 'commander.missingArgument') return undefined;
  return /'(new-)?name'/.test(problem)
    ? '`layover layer ls` lists the names there are.'
    : '`layover jobs` lists those that are kept.';
}
//# sourceMappingURL=failure.js.map
