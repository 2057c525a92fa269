/**
 * Calls, and what each says in a job and on the host, to root. The arguments cannot succeed anywhere: pointers to
 * nothing, descriptors that are not there, flags that do not exist, names too long. So what a call says shows how far
 * it came: EPERM, ENOSYS or a family that is not supported from the filter, EFAULT, EBADF or EINVAL from behind it.
 */

export interface CallRow {
  readonly call: string;
  readonly args: ReadonlyArray<number | bigint>;
  readonly inside: string;
  /** ENOSYS is fine as well, where the kernel was built without the call. */
  readonly outside: string;
}

/** Points to nothing. */
const P = 1;
const NO_FD = 0xffffffffffffffffn;
const ALL = 0xffffffffffffffffn;
/** CLONE_THREAD, which needs CLONE_SIGHAND: EINVAL with whatever else. */
const THREAD = 0x10000;
/** A flag beside the type that no socket takes: EINVAL whatever the family. */
const ODD = 0x10;
const HIGH = 1n << 32n;
const TOO_LONG = 1000;
const NO_PID = 0x7fffffff;

const EPERM = (outside: string, call: string, ...args: CallRow['args'][number][]): CallRow => ({
  call,
  args,
  inside: 'EPERM',
  outside,
});
const ENOSYS = (outside: string, call: string, ...args: CallRow['args'][number][]): CallRow => ({
  call,
  args,
  inside: 'ENOSYS',
  outside,
});
const same = (both: string, call: string, ...args: CallRow['args'][number][]): CallRow => ({
  call,
  args,
  inside: both,
  outside: both,
});
const socket = (inside: string, ...args: CallRow['args'][number][]): CallRow => ({
  call: 'socket',
  args,
  inside,
  outside: 'EINVAL',
});

export const CALL_ROWS: readonly CallRow[] = [
  // Namespaces
  EPERM('EINVAL', 'unshare', 0x10000001),
  EPERM('EINVAL', 'unshare', 0x00020001),
  EPERM('EBADF', 'setns', NO_FD, 0),
  ...[0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000].map((flag) =>
    EPERM('EINVAL', 'clone', flag | THREAD),
  ),
  EPERM('EINVAL', 'clone', HIGH | 0x10000000n | BigInt(THREAD)),
  ENOSYS('EFAULT', 'clone3', P, 88),
  // Mounts
  EPERM('EFAULT', 'mount', P, P, P, 0, P),
  EPERM('EINVAL', 'umount2', P, 0x1000000),
  EPERM('EFAULT', 'pivot_root', P, P),
  EPERM('EFAULT', 'chroot', P),
  EPERM('EFAULT', 'open_tree', NO_FD, P, 0),
  EPERM('EFAULT', 'open_tree_attr', NO_FD, P, 0, 0, 0),
  EPERM('EFAULT', 'move_mount', NO_FD, P, NO_FD, P, 0),
  EPERM('EFAULT', 'fsopen', P, 0),
  EPERM('EINVAL', 'fsconfig', NO_FD, 0, 0, 0, 0),
  EPERM('EBADF', 'fsmount', NO_FD, 0, 0),
  EPERM('EFAULT', 'fspick', NO_FD, P, 0),
  EPERM('EINVAL', 'mount_setattr', NO_FD, P, 0, P, 0),
  // What passes no filter, and what widens races
  ENOSYS('EFAULT', 'io_uring_setup', 0, P),
  ENOSYS('EBADF', 'io_uring_enter', NO_FD, 0, 0, 0, 0, 0),
  ENOSYS('EINVAL', 'io_uring_register', NO_FD, 0, 0, 0),
  EPERM('EINVAL', 'userfaultfd', 0xffffff00),
  EPERM('EINVAL', 'process_madvise', NO_FD, P, 1, 0, 1),
  EPERM('EINVAL', 'move_pages', 0, 1, P, P, P, 0xff00),
  EPERM('ESRCH', 'migrate_pages', NO_PID, 0, 0, 0),
  EPERM('EINVAL', 'mbind', 1, 4096, 0xff, 0, 0, 0),
  EPERM('EINVAL', 'set_mempolicy', 0xff, 0, 0),
  EPERM('EINVAL', 'get_mempolicy', P, P, 0, 0, 0xff00),
  EPERM('EINVAL', 'set_mempolicy_home_node', 1, 0, 0, 0xff),
  // The machine's
  EPERM('EINVAL', 'bpf', 0xffff, P, 0),
  EPERM('EFAULT', 'perf_event_open', P, 0, 0, NO_FD, 0),
  EPERM('EINVAL', 'kexec_load', 0, 0xffff, P, 0xff00),
  EPERM('EINVAL', 'kexec_file_load', NO_FD, NO_FD, 0, P, 0xff00),
  EPERM('ENOEXEC', 'init_module', P, 0, P),
  EPERM('EINVAL', 'finit_module', NO_FD, P, 0xff00),
  EPERM('EFAULT', 'delete_module', P, 0),
  EPERM('ENOSYS', 'create_module', P, 0),
  EPERM('EINVAL', 'iopl', 4),
  EPERM('EINVAL', 'ioperm', 65_536, 1, 1),
  EPERM('EFAULT', 'acct', P),
  EPERM('EINVAL', 'swapon', P, 0xff000000),
  EPERM('EFAULT', 'swapoff', P),
  EPERM('EINVAL', 'reboot', 0, 0, 0, 0),
  EPERM('EINVAL', 'syslog', 0xff, P, 0),
  EPERM('EFAULT', 'settimeofday', P, 0),
  EPERM('EINVAL', 'clock_settime', 99, P),
  EPERM('EINVAL', 'sethostname', P, TOO_LONG),
  EPERM('EINVAL', 'setdomainname', P, TOO_LONG),
  EPERM('EINVAL', 'quotactl', 0xff, P, 0, P),
  EPERM('EBADF', 'quotactl_fd', NO_FD, 0, 0, 0),
  EPERM('EINVAL', 'sysfs', 99, 0, 0),
  EPERM('EINVAL', 'ustat', 0xfffff, P),
  EPERM('ENOSYS', '_sysctl', P),
  // Keys, handles, peeking
  EPERM('EFAULT', 'add_key', P, P, 0, 0, 0),
  EPERM('EFAULT', 'request_key', P, P, 0, 0),
  EPERM('EOPNOTSUPP', 'keyctl', 0xffff),
  EPERM('EFAULT', 'open_by_handle_at', NO_FD, P, 0),
  EPERM('EINVAL', 'fanotify_init', 0xffffff, 0),
  EPERM('EINVAL', 'fanotify_mark', NO_FD, 0xffffff, 0, NO_FD, P),
  EPERM('ESRCH', 'kcmp', NO_PID, NO_PID, 0, 0, 0),
  EPERM('EBADF', 'pidfd_getfd', NO_FD, 0, 0),
  EPERM('EINVAL', 'lsm_list_modules', P, P, 0xff),
  EPERM('EINVAL', 'file_setattr', NO_FD, P, P, 0, 0),
  // Arguments
  ...[0x5412, 0x541c, 0x541d, 0x5423, 0x40086602, 0x401c5820, 0x40806685, 0x800c6613].map((request) =>
    EPERM('EBADF', 'ioctl', NO_FD, request, P),
  ),
  EPERM('EBADF', 'ioctl', NO_FD, HIGH | 0x5412n, P),
  EPERM('EBADF', 'ioctl', NO_FD, HIGH | 0x40086602n, P),
  ...[38, 40, 17, 44, 15, 33, 30, 31, 29, 42].map((family) => socket('EAFNOSUPPORT', family, 3 | ODD, 0)),
  socket('EAFNOSUPPORT', HIGH | 40n, 1 | ODD, 0),
  ...[6, 9, 12, 16].map((protocol) => socket('EPROTONOSUPPORT', 16, 3 | ODD, protocol)),
  socket('EPROTONOSUPPORT', 2, 1 | ODD, 262),
  socket('EPERM', 2, 3 | ODD, 1),
  { call: 'socketpair', args: [30, 1 | ODD, 0, P], inside: 'EAFNOSUPPORT', outside: 'EINVAL' },
  EPERM('EFAULT', 'mknodat', NO_FD, P, 0o20644, 0x103),
  EPERM('EFAULT', 'mknodat', NO_FD, P, 0o60644, 0x700),
  EPERM('EFAULT', 'mknod', P, 0o20644, 0x103),
  // The one that succeeds outside: for the child that asks, and no other
  EPERM('ok', 'personality', 0x0040000),
  EPERM('ok', 'personality', 0x0400000),
  // Gives its EINVAL as a number of 32 bits, which is no error to a caller.
  ENOSYS('ok', 'modify_ldt', 1, P, 0),
  // Kept on purpose: they pass the filter, and say the same on both sides
  same('EINVAL', 'clone', THREAD),
  same('EBADF', 'ioctl', NO_FD, 0x5401, P),
  same('EBADF', 'ioctl', NO_FD, 0x80086601, P),
  same('EINVAL', 'socket', 1, 1 | ODD, 0),
  same('EINVAL', 'socket', 10, 2 | ODD, 17),
  same('EINVAL', 'socket', 16, 3 | ODD, 0),
  same('EFAULT', 'mknodat', NO_FD, P, 0o10644, 0),
  same('ok', 'personality', 0xffffffff),
  same('EINVAL', 'seccomp', 0xffff, 0, 0),
  same('EINVAL', 'landlock_create_ruleset', P, 8, 0xff),
  same('EINVAL', 'memfd_create', P, 0xffffff),
  same('EINVAL', 'process_vm_readv', 0, P, 1, P, 1, 1),
  same('ESRCH', 'ptrace', 16, NO_PID, 0, 0),
  same('EBADF', 'pidfd_send_signal', NO_FD, 0, 0, 0),
  same('EINVAL', 'name_to_handle_at', NO_FD, P, P, P, 0xff0000),
  same('EINVAL', 'membarrier', 0xffff, 0, 0),
  same('EINVAL', 'getrandom', P, 1, 0xff00),
  same('EFAULT', 'execve', P, 0, 0),
];

/** Beyond what the table of calls knows. */
export const NUMBER_ROWS: ReadonlyArray<{ readonly number: number; readonly inside: string }> = [
  { number: 0x40000000 + 39, inside: 'ENOSYS' },
  { number: 470, inside: 'ENOSYS' },
  { number: 1_000, inside: 'ENOSYS' },
  { number: Number(ALL & 0x7fffffffn), inside: 'ENOSYS' },
];
