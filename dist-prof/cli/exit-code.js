/** The exit statuses of the command line; see `layover run --help`. */
import { constants } from 'node:os';

/** As Node ends a program that throws. */
const EXIT_THREW = 1;
export const EXIT_TIMED_OUT = 124;
/** Layover itself failed: nothing ran, or the result cannot be trusted. */
export const EXIT_LAYOVER_FAILED = 125;
export const EXIT_NOT_EXECUTABLE = 126;
export const EXIT_NOT_FOUND = 127;
/** As a shell shows a process that a limit's SIGKILL ended. */
export const EXIT_LIMIT = 128 + constants.signals.SIGKILL;
export const EXIT_INTERRUPTED = 128 + constants.signals.SIGINT;
/** As a shell shows a process whose reader went away. */
export const EXIT_BROKEN_PIPE = 128 + constants.signals.SIGPIPE;
/** What a shell would have had from the command, and layover's own statuses where it had none. */
export function exitStatusOf(outcome) {
  switch (outcome.kind) {
    case 'returned':
      return 0;
    case 'threw':
      return EXIT_THREW;
    case 'exited':
      return outcome.exitCode;
    case 'signaled':
      return 128 + signalNumber(outcome.signal);
    case 'timed-out':
      return EXIT_TIMED_OUT;
    case 'limit':
    case 'out-of-memory':
      return EXIT_LIMIT;
    case 'canceled':
      return EXIT_INTERRUPTED;
    case 'not-started':
      return notStartedStatus(outcome);
  }
}
function notStartedStatus({ step, errno }) {
  if (step !== 'exec') return EXIT_LAYOVER_FAILED;
  return errno === 'ENOENT' ? EXIT_NOT_FOUND : EXIT_NOT_EXECUTABLE;
}
/** A signal without a name of its own is called by its number: `SIG34`. */
function signalNumber(signal) {
  return constants.signals[signal] ?? Number(signal.slice('SIG'.length));
}
//# sourceMappingURL=exit-code.js.map
