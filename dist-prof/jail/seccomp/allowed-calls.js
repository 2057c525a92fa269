/** What builds, tests and tools need: the calls that are let through whatever their arguments. */
export const ALLOWED = [
  {
    name: 'files by descriptor',
    reason: 'data of what is open already',
    calls: `read write readv writev pread64 pwrite64 preadv pwritev preadv2 pwritev2 lseek close close_range fsync
      fdatasync sync syncfs sync_file_range ftruncate fallocate readahead fadvise64 copy_file_range sendfile splice tee
      vmsplice dup dup2 dup3 fcntl flock getdents getdents64 io_setup io_destroy io_submit io_cancel io_getevents
      io_pgetevents cachestat`,
  },
  {
    name: 'files by path',
    reason: 'the view and the permissions decide',
    calls: `open openat openat2 creat access faccessat faccessat2 stat lstat fstat newfstatat statx statfs fstatfs
      chdir fchdir getcwd mkdir mkdirat rmdir unlink unlinkat rename renameat renameat2 link linkat symlink symlinkat
      readlink readlinkat truncate umask chmod fchmod fchmodat fchmodat2 chown fchown lchown fchownat utime utimes
      futimesat utimensat name_to_handle_at inotify_init inotify_init1 inotify_add_watch inotify_rm_watch`,
  },
  {
    name: 'attributes of files',
    reason: 'user.* and, for root inside, those the kernel allows in its namespace',
    calls: `setxattr lsetxattr fsetxattr getxattr lgetxattr fgetxattr listxattr llistxattr flistxattr removexattr
      lremovexattr fremovexattr setxattrat getxattrat listxattrat removexattrat file_getattr`,
  },
  {
    name: 'memory',
    reason: "a process's own",
    calls: `mmap munmap mremap mprotect msync mincore madvise brk mlock mlock2 munlock mlockall munlockall
      remap_file_pages memfd_create memfd_secret mseal map_shadow_stack pkey_alloc pkey_free pkey_mprotect membarrier`,
  },
  {
    name: 'processes and threads',
    reason: 'within the pid namespace; clone is ruled by its flags',
    calls: `fork vfork execve execveat exit exit_group wait4 waitid getpid getppid gettid getpgid getpgrp getsid setpgid
      setsid set_tid_address prctl arch_prctl set_thread_area get_thread_area set_robust_list get_robust_list rseq futex
      futex_waitv futex_wake futex_wait futex_requeue restart_syscall pidfd_open pidfd_send_signal process_mrelease
      uretprobe uprobe`,
  },
  {
    name: 'debuggers and sanitizers',
    reason: 'among processes of one pid namespace, and never init, which is not dumpable',
    calls: 'ptrace process_vm_readv process_vm_writev',
  },
  {
    name: 'signals',
    reason: 'within the pid namespace',
    calls: `kill tkill tgkill rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending rt_sigtimedwait rt_sigqueueinfo
      rt_tgsigqueueinfo rt_sigsuspend sigaltstack pause signalfd signalfd4`,
  },
  {
    name: 'waiting and events',
    reason: 'poll and its kin',
    calls: `poll ppoll select pselect6 epoll_create epoll_create1 epoll_ctl epoll_wait epoll_pwait epoll_pwait2 eventfd
      eventfd2`,
  },
  {
    name: 'time',
    reason: 'reading it, and timers; setting it is refused, and adjtimex needs a capability to set',
    calls: `time gettimeofday clock_gettime clock_getres clock_nanosleep nanosleep adjtimex clock_adjtime times alarm
      getitimer setitimer timer_create timer_settime timer_gettime timer_getoverrun timer_delete timerfd_create
      timerfd_settime timerfd_gettime`,
  },
  {
    name: 'identity',
    reason: "within the job's own range of ids and its bounding set",
    calls: `getuid geteuid getgid getegid getresuid getresgid getgroups setuid setgid setreuid setregid setresuid
      setresgid setfsuid setfsgid setgroups capget capset`,
  },
  {
    name: 'limits and scheduling',
    reason: 'lowering is free, raising needs a capability no job has',
    calls: `getrlimit setrlimit prlimit64 getrusage sysinfo uname getcpu getpriority setpriority ioprio_get ioprio_set
      sched_yield sched_setparam sched_getparam sched_setscheduler sched_getscheduler sched_get_priority_max
      sched_get_priority_min sched_rr_get_interval sched_setaffinity sched_getaffinity sched_setattr sched_getattr`,
  },
  {
    name: 'sockets that exist',
    reason: 'which kinds can be made is ruled at socket and socketpair',
    calls: `bind connect listen accept accept4 getsockname getpeername setsockopt getsockopt shutdown sendto recvfrom
      sendmsg recvmsg sendmmsg recvmmsg`,
  },
  {
    name: 'talk between processes',
    reason: "within the job's ipc namespace",
    calls: `pipe pipe2 shmget shmat shmctl shmdt semget semop semtimedop semctl msgget msgsnd msgrcv msgctl mq_open
      mq_unlink mq_timedsend mq_timedreceive mq_notify mq_getsetattr`,
  },
  {
    name: 'further restriction',
    reason: 'a job may sandbox its own children',
    calls: 'seccomp landlock_create_ruleset landlock_add_rule landlock_restrict_self',
  },
  {
    name: 'looking around',
    reason: 'randomness, and the mounts of the view',
    calls: 'getrandom statmount listmount',
  },
];
//# sourceMappingURL=allowed-calls.js.map
