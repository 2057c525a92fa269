/**
 * Layover's own policy: which system calls a job has. An allow-list; what no group names is refused.
 *
 * EPERM says "forbidden", ENOSYS "there is no such call": the latter where programs then fall back to another one.
 * Nothing is killed: an unexpected refusal is an error that the program can report.
 *
 * Only native calls are let through (no 32-bit entry, no x32), so that a number always means the same call. What a
 * filter cannot see, memory behind pointers, is not decided here: clone3 is closed for that reason.
 */
import { ALLOWED } from './allowed-calls.js';
import { ARGUMENT_RULES } from './argument-rules.js';
import { ALLOW, ENOSYS, EPERM } from './plan.js';

const REFUSED = [
  {
    name: 'namespaces',
    verdict: EPERM,
    reason: 'a new user namespace opens much of the kernel to whoever is root in it',
    calls: 'unshare setns',
  },
  {
    name: 'clone3',
    verdict: ENOSYS,
    reason: 'its flags lie behind a pointer; every libc falls back to clone',
    calls: 'clone3',
  },
  {
    name: 'mounts',
    verdict: EPERM,
    reason: 'the view is made once, by init',
    calls: `mount umount2 pivot_root chroot open_tree open_tree_attr move_mount fsopen fsconfig fsmount fspick
      mount_setattr`,
  },
  {
    name: 'io_uring',
    verdict: ENOSYS,
    reason: 'its operations pass no filter; libuv and others do without',
    calls: 'io_uring_setup io_uring_enter io_uring_register',
  },
  {
    name: 'memory tricks',
    verdict: EPERM,
    reason: 'they hold the kernel in the middle of a copy, or move pages under it: what widens races',
    calls: `userfaultfd process_madvise move_pages migrate_pages mbind set_mempolicy set_mempolicy_home_node
      get_mempolicy`,
  },
  {
    name: 'kernel control',
    verdict: EPERM,
    reason: "the machine's: modules, clock, name, swap, quotas, tracing, ports",
    calls: `bpf perf_event_open kexec_load kexec_file_load init_module finit_module delete_module create_module
      query_module get_kernel_syms iopl ioperm acct swapon swapoff reboot syslog settimeofday clock_settime sethostname
      setdomainname vhangup quotactl quotactl_fd nfsservctl lookup_dcookie sysfs ustat uselib _sysctl`,
  },
  {
    name: 'keyrings',
    verdict: EPERM,
    reason: 'keys are only partly told apart by namespaces',
    calls: 'add_key request_key keyctl',
  },
  {
    name: 'handles and peeking',
    verdict: EPERM,
    reason: "they reach files past the view, or tell about other processes' kernel objects",
    calls: `open_by_handle_at fanotify_init fanotify_mark kcmp pidfd_getfd lsm_get_self_attr lsm_set_self_attr
      lsm_list_modules`,
  },
  {
    name: 'inode flags',
    verdict: EPERM,
    reason: 'immutable files and project ids would outlive the job; see also ioctl',
    calls: 'file_setattr',
  },
  {
    name: 'of 32-bit programs',
    verdict: ENOSYS,
    reason: 'segments for 16 and 32 bits, which run nothing here',
    calls: 'modify_ldt',
  },
  {
    name: 'never there',
    verdict: ENOSYS,
    reason: 'numbers that Linux keeps for calls it does not have',
    calls: 'getpmsg putpmsg afs_syscall tuxcall security vserver epoll_ctl_old epoll_wait_old',
  },
  {
    name: 'too new',
    verdict: ENOSYS,
    reason: 'no program counts on them yet, and few have looked at them',
    calls: 'listns rseq_slice_yield',
  },
];
/** Every group, those on arguments apart: a call stands in one of them, or in ARGUMENT_RULES. */
export const GROUPS = [...REFUSED, ...ALLOWED.map((group) => ({ ...group, verdict: ALLOW }))];
export function planDefault(architecture) {
  const calls = new Map();
  for (const { calls: names, verdict } of GROUPS)
    for (const name of namesIn(names)) calls.set(name, { rules: [], otherwise: verdict });
  for (const { calls: names, rules, otherwise } of ARGUMENT_RULES)
    for (const name of namesIn(names)) calls.set(name, { rules, otherwise });
  return { architecture, calls, unnamed: EPERM };
}
export function namesIn(text) {
  return text.split(/\s+/).filter((name) => name !== '');
}
//# sourceMappingURL=policy.js.map
