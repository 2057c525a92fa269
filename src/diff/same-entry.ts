import type { Entry } from '../tree/entry.js';

/** Whether owner, permissions and attributes agree: all that counts of a directory. */
export function hasSameAttributes(left: Entry, right: Entry): boolean {
  return (
    left.mode === right.mode &&
    left.uid === right.uid &&
    left.gid === right.gid &&
    hasSameXattrs(left.xattrs, right.xattrs)
  );
}

/** Whether what two objects of one type hold, but for a file's bytes, agrees. */
export function hasSameShape(left: Entry, right: Entry): boolean {
  return (
    left.size === right.size &&
    left.target === right.target &&
    left.device?.major === right.device?.major &&
    left.device?.minor === right.device?.minor
  );
}

function hasSameXattrs(left: Entry['xattrs'], right: Entry['xattrs']): boolean {
  if (left.length !== right.length) return false;
  return left.every(([name, value], index) => {
    const other = right[index];
    return other !== undefined && other[0] === name && Buffer.compare(value, other[1]) === 0;
  });
}
