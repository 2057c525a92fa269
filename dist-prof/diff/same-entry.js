/** Whether owner, permissions and attributes agree: all that counts of a directory. */
export function hasSameAttributes(left, right) {
  return (
    left.mode === right.mode &&
    left.uid === right.uid &&
    left.gid === right.gid &&
    hasSameXattrs(left.xattrs, right.xattrs)
  );
}
/** Whether what two objects of one type hold, but for a file's bytes, agrees. */
export function hasSameShape(left, right) {
  return (
    left.size === right.size &&
    left.target === right.target &&
    left.device?.major === right.device?.major &&
    left.device?.minor === right.device?.minor
  );
}
function hasSameXattrs(left, right) {
  if (left.length !== right.length) return false;
  return left.every(([name, value], index) => {
    const other = right[index];
    return other !== undefined && other[0] === name && Buffer.compare(value, other[1]) === 0;
  });
}
//# sourceMappingURL=same-entry.js.map
