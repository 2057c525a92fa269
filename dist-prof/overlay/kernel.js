import { release } from 'node:os';

/**
 * Every feature is stated, since defaults differ by distribution (overlayfs.rst). `volatile`: a job's upper is
 * synced when it is committed, or never. `redirect_dir` is on only where the mark it leaves cannot be forged:
 * `trusted.*` needs a privilege that no job has; in a user namespace the kernel insists on `nofollow`.
 */
const COMMON = ['metacopy=off', 'index=off', 'nfs_export=off', 'xino=off', `uuid=${noUuid()}`, 'volatile'];
const ROOT_OPTIONS = ['redirect_dir=on', ...COMMON];
const ROOTLESS_OPTIONS = ['userxattr', 'redirect_dir=nofollow', ...COMMON];
/** `null` came with Linux 6.6 (overlayfs.rst); before, `off` is what there is. */
function noUuid(kernel = release()) {
  const [major = 0, minor = 0] = kernel.split('.').map(Number);
  return major > 6 || (major === 6 && minor >= 6) ? 'null' : 'off';
}
/** The kernel's own overlay file system. */
export const kernelDriver = {
  name: 'kernel',
  preparation: 'none',
  marks: ({ mode }) => (mode === 'root' ? 'trusted' : 'user'),
  plan({ at, lowers, directory, stubs }, { mode }) {
    const options = mode === 'root' ? ROOT_OPTIONS : ROOTLESS_OPTIONS;
    return { kind: 'overlay', target: at, lowers, directory, options, stubs };
  },
};
//# sourceMappingURL=kernel.js.map
