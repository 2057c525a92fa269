const SETUID = 0o4000;
const SETGID = 0o2000;
/** What of an entry gives whoever runs it somebody else's rights, wherever it is unpacked. */
export function privilegesOf({ type, mode, xattrs }) {
  if (type !== 'file') return [];
  return [
    ...((mode & SETUID) === 0 ? [] : ['setuid']),
    ...((mode & SETGID) === 0 ? [] : ['setgid']),
    ...(xattrs.some(([name]) => name === 'security.capability') ? ['capabilities'] : []),
  ];
}
//# sourceMappingURL=privileges.js.map
