/** What of an object that others made may be in a layer. */
import { quoteRaw } from '../../../base/bytes-path.js';
import { invalidTar } from '../../../tar/invalid.js';

const ALLOWED = /^(user\.|security\.capability$|system\.posix_acl_(access|default)$)/;
/** The marks of overlay file systems: a layer that kept them could hide or show what is not its own. */
const OVERLAY = /^(trusted\.overlay\.|user\.overlay\.|user\.fuseoverlayfs\.|user\.containers\.override_)/;
/** The xattrs that are kept; `onDrop` is told of each that is not. */
export function acceptXattrs(type, xattrs, onDrop) {
  return xattrs.filter(([name]) => {
    const reason = reasonToDrop(type, name);
    if (reason === undefined) return true;
    onDrop(`without its xattr ${quoteRaw(name)}: ${reason}`);
    return false;
  });
}
function reasonToDrop(type, name) {
  if (OVERLAY.test(name)) return 'marks of overlay file systems are never taken from others';
  if (!ALLOWED.test(name)) return 'only user.*, capabilities and ACLs go into a layer';
  if (type === 'file' || type === 'directory') return undefined;
  return name.startsWith('user.') ? `the kernel keeps none on a ${type}` : undefined;
}
/** Times that ext4 and a manifest both keep, in ns: beyond them a layer would not be what its manifest says. */
const TIME_MIN_NS = -(2n ** 31n) * 1000000000n;
const TIME_MAX_NS = 9223372036n * 1000000000n;
/** The nearest time that can be kept. */
export function acceptTime(ns, onDrop) {
  const kept = ns < TIME_MIN_NS ? TIME_MIN_NS : ns > TIME_MAX_NS ? TIME_MAX_NS : ns;
  if (kept !== ns) onDrop('with another time: its own is one that no file system keeps');
  return kept;
}
/** The object that a member is to become; `onDrop` is told of what it has that is not kept. */
export function objectOf(path, member, onDrop) {
  const { type, mode, uid, gid, size, linkPath, device } = member;
  return {
    type,
    // Linux has no modes of symlinks: all of them say 0777.
    mode: type === 'symlink' ? 0o777 : mode,
    uid,
    gid,
    size: type === 'symlink' ? linkPath.length : size,
    mtimeNs: acceptTime(member.mtimeNs, onDrop),
    ...(type === 'symlink' && { target: checkTarget(path, linkPath) }),
    ...(isDevice(type) && { device }),
    xattrs: acceptXattrs(type, member.xattrs, onDrop),
  };
}
export function isDevice(type) {
  return type === 'character' || type === 'block';
}
/** A device of these numbers is an overlay's mark for a deleted name, wherever it comes from. */
export function refuseWhiteoutDevice(path, device) {
  if (device?.major !== 0 || device.minor !== 0) return;
  throw invalidTar(`${quoteRaw(path)} is the character device 0:0, which overlays take for a deleted name`);
}
function checkTarget(path, target) {
  if (target !== '') return target;
  throw invalidTar(`${quoteRaw(path)} is a symlink to nothing`);
}
//# sourceMappingURL=accept-object.js.map
