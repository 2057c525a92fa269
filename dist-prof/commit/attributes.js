import { hasErrno } from '../base/errors.js';
import { syscalls } from '../native/syscalls.js';
import { countXattrs, planAttributes } from './policy.js';
/**
 * Gives an object the owner, xattrs, times and mode of `entry`, as far as the policy goes.
 * Returns what could not be had. The order matters: a chown clears setuid and capabilities, and the mode
 * comes last because it may take away the caller's own permission for the rest.
 */
export function applyAttributes(place, entry, policy) {
  const present = syscalls.stat(place.dirfd, place.name);
  const ownerLosses = applyOwner(place, { entry, present, policy });
  const plan = planAttributes(entry, policy, present.mode);
  const xattrLosses = applyXattrs(place, plan.xattrs, policy);
  syscalls.utimes(place.dirfd, place.name, { mtimeNs: entry.mtimeNs });
  applyMode(place, entry, plan);
  return [...plan.losses, ...ownerLosses, ...xattrLosses];
}
function applyOwner(place, { entry, present, policy }) {
  const { uid, gid } = entry;
  if (present.uid === uid && present.gid === gid) return [];
  try {
    syscalls.chown(place.dirfd, place.name, { uid, gid });
    return [];
  } catch (error) {
    // EINVAL: an id without a counterpart in this user namespace.
    if (policy.faithful || !hasErrno(error, 'EPERM', 'EINVAL')) throw error;
    return [`owner ${uid}:${gid}`];
  }
}
function applyMode(place, entry, plan) {
  if (entry.type === 'symlink') return;
  syscalls.chmod(place.dirfd, place.name, plan.mode);
}
// What a job's view shows and a commit may therefore take away. Others, `security.selinux` for one, are the host's.
const MANAGED = /^(user\.|trusted\.|security\.capability$|system\.posix_acl_)/;
const MANAGED_BY_DEFAULT = /^user\./;
function applyXattrs(place, wanted, policy) {
  const present = new Map(syscalls.getXattrs(place.dirfd, place.name));
  const managed = policy.faithful ? MANAGED : MANAGED_BY_DEFAULT;
  const names = new Set(wanted.map(([name]) => name));
  for (const key of present.keys()) {
    if (managed.test(key) && !names.has(key)) syscalls.removeXattr(place.dirfd, place.name, key);
  }
  const missing = wanted.filter(([key, value]) => present.get(key)?.equals(value) !== true);
  const lost = missing.filter((xattr) => !setXattr(place, xattr, policy));
  return lost.length > 0 ? [countXattrs(lost.length)] : [];
}
function setXattr(place, [key, value], policy) {
  try {
    syscalls.setXattr(place.dirfd, place.name, { key, value });
    return true;
  } catch (error) {
    // The target's file system has none, or not on this type of object.
    if (policy.faithful || !hasErrno(error, 'EOPNOTSUPP', 'ENOTSUP', 'EPERM')) throw error;
    return false;
  }
}
//# sourceMappingURL=attributes.js.map
