/** As in src/native/keeper/privileges.c: what is left is about the owners of files. */
export const KEPT_CAPABILITIES = [
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'SETUID',
  'SETGID',
  'KILL',
  'SETFCAP',
  'SYS_CHROOT',
];
//# sourceMappingURL=receipt.js.map
