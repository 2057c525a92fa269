/**
 * Rootless, a directory of someone else's cannot be copied up: its owner has no number in the job (EOVERFLOW). What
 * the caller owns below such a directory would then be out of reach, so it gets a place of its own where it is known
 * to be wanted: the home, the working directory, the project, and /var/tmp.
 */
import { accessSync, constants, lstatSync, statSync } from 'node:fs';
import { componentsOf, fsPath, splitRaw } from '../../base/bytes-path.js';
/** Of each path the outermost directory that the caller owns, or may at least write to. */
export function findOwnPlaces(wanted, places) {
  const found = wanted.flatMap((path) => ownDirectory(path) ?? []);
  return [...new Set(found)].filter(
    (path) => !places.has(path) && !(places.has(parentOf(path)) && isOwn(path)),
  );
}
function ownDirectory(path) {
  const names = componentsOf(path.slice(1));
  const way = names.map((_name, index) => `/${names.slice(0, index + 1).join('/')}`);
  return way.find(isOwn) ?? (isWritable(path) ? path : undefined);
}
function isOwn(path) {
  const status = lstatSync(fsPath(path), { throwIfNoEntry: false });
  return status?.isDirectory() === true && status.uid === process.getuid?.();
}
function isWritable(path) {
  return may(path, constants.W_OK);
}
/**
 * The mode that a place's root needs for the caller to have as much of it in the job as outside, where it is someone
 * else's: rootless, the root of a place can only belong to the caller.
 */
export function modeForCaller(directory) {
  const { mode, uid } = statSync(fsPath(directory));
  if (uid === process.getuid?.()) return mode & 0o7777;
  const access = [constants.R_OK, constants.W_OK, constants.X_OK].filter((bit) => may(directory, bit));
  return (mode & 0o7077) | (access.reduce((bits, bit) => bits | bit, 0) << 6);
}
function may(path, access) {
  try {
    accessSync(fsPath(path), access);
    return true;
  } catch {
    return false;
  }
}
function parentOf(path) {
  return splitRaw(path).parent || '/';
}
//# sourceMappingURL=own-places.js.map
