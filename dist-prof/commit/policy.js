const SETUID = 0o4000;
const SETGID = 0o2000;
const STICKY = 0o1000;
/** Why an entry of this type is not made, or undefined where it is. */
export function findSkipReason(type, { faithful }) {
  if (faithful) return undefined;
  if (type === 'socket') return 'a socket without the process that listened on it';
  if (type === 'character' || type === 'block') return `a ${type} device`;
  return undefined;
}
/** `presentMode` is what the object has in the target before its mode is set. */
export function planAttributes(entry, policy, presentMode) {
  if (policy.faithful) return { mode: entry.mode, xattrs: entry.xattrs, losses: [] };
  const kept = keptModeBits(entry, presentMode);
  const xattrs = entry.xattrs.filter(([name]) => isHarmlessXattr(name));
  const dropped = entry.xattrs.length - xattrs.length;
  const losses = [...modeLosses(entry.mode & ~kept), ...(dropped > 0 ? [countXattrs(dropped)] : [])];
  return { mode: entry.mode & kept, xattrs, losses };
}
export function countXattrs(count) {
  return count === 1 ? '1 xattr' : `${count} xattrs`;
}
/** A directory keeps the setgid bit that the target itself gave it: it only passes a group on. */
function keptModeBits(entry, presentMode) {
  if (entry.type !== 'directory') return 0o777;
  return 0o777 | STICKY | (presentMode & SETGID);
}
function modeLosses(lost) {
  const names = [
    [SETUID, 'setuid'],
    [SETGID, 'setgid'],
    [STICKY, 'sticky'],
  ];
  return names.filter(([bit]) => (lost & bit) !== 0).map(([, name]) => name);
}
/**
 * `user.*` without the marks of overlay file systems: were the target a lower one day, a mark a job wrote
 * would hide files there or show others in their place.
 */
function isHarmlessXattr(name) {
  return name.startsWith('user.') && !/^user\.(overlay\.|fuseoverlayfs\.|containers\.override_)/.test(name);
}
//# sourceMappingURL=policy.js.map
