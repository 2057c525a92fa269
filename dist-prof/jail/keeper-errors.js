/** How the keeper's failures are told. */
import { constants } from 'node:os';
import { LayoverError, SetupError } from '../base/errors.js';
/** By the system's own table: libuv's, which Node words errors with, lacks what exec and mount say (ENOEXEC, EDQUOT). */
export function errnoName(errno) {
  if (errno <= 0) return 'EIO';
  const found = Object.entries(constants.errno).find(([, number]) => number === errno);
  return OTHER_ERRNOS[errno] ?? found?.[0] ?? `errno ${errno}`;
}
// 95 has two names in that table, of which mount(2) documents this one; the others are not in it.
const OTHER_ERRNOS = { 87: 'EUSERS', 95: 'EOPNOTSUPP', 117: 'EUCLEAN' };
export function unexpectedReply(reply, wanted) {
  if (reply?.kind !== 'fatal') {
    return new LayoverError(
      'LAYOVER_KEEPER',
      `The keeper said ${reply?.kind ?? 'nothing'} where ${wanted} was due`,
    );
  }
  const reason = reply.errno > 0 ? `: ${errnoName(reply.errno)}` : '';
  return new LayoverError('LAYOVER_KEEPER', `The keeper gave up: ${reply.what}${reason}`, {
    hint: 'Run `layover doctor`: it tries each thing a job needs.',
  });
}
export function startError(cause) {
  return new LayoverError('LAYOVER_NATIVE_MISSING', `The keeper cannot be started: ${cause.message}`, {
    cause,
    hint: 'Run `npm run build` in the layover package; it needs a C compiler (Debian: apt-get install gcc libc6-dev).',
  });
}
export function refusedScratch({ step, errno, detail }) {
  const message = `A file system for a limit of disk cannot be made: ${errno} (${detail})`;
  return new SetupError({ step, errno, message, hint: 'Let the disk be watched: `diskBy: watch`.' });
}
//# sourceMappingURL=keeper-errors.js.map
