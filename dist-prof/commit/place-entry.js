import { randomBytes } from 'node:crypto';
import { ROOT_PATH, splitRaw } from '../base/bytes-path.js';
import { hasErrno } from '../base/errors.js';
import { S_IFDIR, S_IFMT } from '../native/constants.js';
import { syscalls } from '../native/syscalls.js';
import { applyAttributes } from './attributes.js';
import { deletePlace } from './delete-entry.js';
import { makeObject } from './make-object.js';
import { findStat } from './seen.js';
/**
 * Makes a file, symlink or special file under a temporary name in its directory, complete with its attributes,
 * then renames it over what is there. What was there is never written to: a second name of it, or a program
 * that runs from it, keeps its bytes.
 */
export function placeEntry(context, placement) {
  const place = context.target.makePlace(placement.path);
  const isLinked = linkToFirst(context, placement, place);
  if (!isLinked) makeFresh(context, placement, place);
}
/** Makes the directory at `path`, or takes the one that is there. Its attributes come when all else is done. */
export function placeDirectory(context, { path, change }) {
  if (path === '') return;
  const place = context.target.makePlace(path);
  const present = findStat(place);
  const isDirectory = present !== undefined && (present.mode & S_IFMT) === S_IFDIR;
  if (isDirectory && change.kind !== 'replaced') return;
  if (present !== undefined) deletePlace(context.target, { ...place, path }, context);
  const { dirfd, name } = context.target.makePlace(path);
  syscalls.mkdir(dirfd, name, 0o700);
}
/** Gives the directory at `path` its attributes. */
export function finishDirectory(context, { path, change, entry }) {
  const dirfd = context.target.openDirectory(path);
  try {
    const losses = applyAttributes({ dirfd, name: ROOT_PATH }, entry, context.policy);
    context.report.strip(change.path, losses);
  } finally {
    syscalls.close(dirfd);
  }
}
function makeFresh(context, placement, place) {
  throughTemp(context, { ...place, path: placement.path }, (temp) => {
    makeObject(context, placement.entry, temp);
    const losses = applyAttributes(temp, placement.entry, context.policy);
    context.report.strip(placement.change.path, losses);
  });
  context.links.remember(placement.change, placement.path);
}
/** Gives the place the inode of a group's first member; false where there is none or it takes no more names. */
function linkToFirst(context, { path, change }, place) {
  const first = context.links.find(change);
  if (first === undefined) return false;
  const { parent, name } = splitRaw(first);
  const dirfd = context.target.openDirectory(parent);
  try {
    const at = { ...place, path };
    // Where the place has this very inode already, the rename does nothing and the temporary name stays.
    unlinkQuietly(throughTemp(context, at, (temp) => syscalls.link({ dirfd, name }, temp)));
    return true;
  } catch (error) {
    if (context.policy.faithful || !hasErrno(error, 'EMLINK', 'EPERM', 'EOPNOTSUPP')) throw error;
    context.report.strip(change.path, ['hard link']);
    return false;
  } finally {
    syscalls.close(dirfd);
  }
}
function throughTemp(context, at, make) {
  const temp = { dirfd: at.dirfd, name: `.layover-${randomBytes(6).toString('hex')}` };
  try {
    make(temp);
    clearDirectory(context, at);
    syscalls.rename(temp, { dirfd: at.dirfd, name: at.name });
    return temp;
  } catch (error) {
    unlinkQuietly(temp);
    throw error;
  }
}
/** A rename replaces anything but a directory. */
function clearDirectory(context, at) {
  const present = findStat(at);
  if (present !== undefined && (present.mode & S_IFMT) === S_IFDIR) deletePlace(context.target, at, context);
}
function unlinkQuietly({ dirfd, name }) {
  try {
    syscalls.unlink(dirfd, name);
  } catch {
    // It is gone, was never made, or the error that led here says more.
  }
}
//# sourceMappingURL=place-entry.js.map
