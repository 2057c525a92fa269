/**
 * What a filter says, before it is a program: for each system call by name, a verdict, or rules on its arguments.
 * The shipped policy (policy.ts) and profiles of container engines (profile.ts) both become plans; compile.ts turns
 * a plan into instructions.
 */
import { constants } from 'node:os';
export const ALLOW = 0x7fff0000;
export const KILL_PROCESS = 0x80000000;
export const KILL_THREAD = 0x00000000;
export const TRAP = 0x00030000;
export const LOG = 0x7ffc0000;
const ERRNO = 0x00050000;
export function refuse(errno) {
  return (ERRNO | (errno & 0xffff)) >>> 0;
}
/** The errno of a verdict that gives one. */
export function findErrno(verdict) {
  return (verdict & 0xffff0000) >>> 0 === ERRNO ? verdict & 0xffff : undefined;
}
export const EPERM = refuse(constants.errno.EPERM);
/** Also what the kernel says of a call it does not have: programs fall back to an older one. */
export const ENOSYS = refuse(constants.errno.ENOSYS);
//# sourceMappingURL=plan.js.map
