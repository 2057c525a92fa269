/**
 * Leaves out what belongs to one machine (SELinux labels) or to overlay file systems (a reader's own overlay
 * would obey the marks), and empty values, which a PAX record cannot have.
 */
export function exportXattrs(xattrs) {
  const kept = xattrs.filter(([name, value]) => value.length > 0 && !PRIVATE.test(name));
  const exported = kept.map(([name, value]) => [name, exportValue(name, value)]);
  return { xattrs: exported, lost: xattrs.length - kept.length };
}
const PRIVATE =
  /^(security\.selinux$|(trusted|user)\.overlay\.|user\.fuseoverlayfs\.|user\.containers\.override_)/;
// struct vfs_ns_cap_data: a magic word with the revision in its top byte, four words of sets, the root id.
const REVISION_3 = 3;
const REVISION_AT = 3;
const VERSION_2_BYTES = 20;
/** A capability set inside a user namespace names that namespace's root; elsewhere it would mean nothing. */
function exportValue(name, value) {
  if (name !== 'security.capability' || value[REVISION_AT] !== REVISION_3) return value;
  const plain = Buffer.from(value.subarray(0, VERSION_2_BYTES));
  plain[REVISION_AT] = 2;
  return plain;
}
//# sourceMappingURL=xattrs.js.map
