/** How what is on disk differs from what a manifest has, a phrase each. A file's bytes are not compared. */
export function compareObjects(wanted, seen) {
  if (wanted.type !== seen.type) return [`is a ${seen.type}, not a ${wanted.type}`];
  const fields = fieldsOf(seen);
  return Object.entries(fieldsOf(wanted))
    .filter(([name, value]) => fields[name] !== value)
    .map(([name, value]) => `has ${name} ${fields[name]}, not ${value}`);
}
function fieldsOf({ type, mode, uid, gid, size, mtimeNs, target, device, xattrs }) {
  const attributes = xattrs.map(([key, value]) => `${key}=${Buffer.from(value).toString('base64')}`);
  return {
    mode: mode.toString(8).padStart(4, '0'),
    owner: `${uid}:${gid}`,
    mtime: String(mtimeNs),
    xattrs: `[${attributes.join(' ')}]`,
    ...(type === 'file' && { size: String(size) }),
    ...(target !== undefined && { target }),
    ...(device && { device: `${device.major}:${device.minor}` }),
  };
}
//# sourceMappingURL=compare-objects.js.map
