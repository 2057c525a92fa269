/**
 * The mitigations that can be taken away, one at a time: `scripts/mutants` makes the edit in a copy of the project,
 * builds it, and runs the tests named here, of which at least one must fail. The shipped code has no switch for any of
 * it. Each edit is text that stands in its file exactly once, and what takes its place.
 */
const KEEPER = 'src/native/keeper';
const CALLS = 'test/hostile/denied-calls';
const FILTER = 'test/hostile/filter-check';
const ISOLATION = 'test/hostile/isolation';
const LIMITS = 'test/hostile/limits';
const VIEW = 'test/sandbox/isolation';
const TO_DIRECTORY = 'test/commit/to-directory';
const READ = 'test/diff/read-changes';
const ESCAPES = 'test/cli/escapes';
const UPPERS = (kind) => `test/hostile/uppers-root# ${kind}$`;

const one = (name, tests, file, find, replace) => ({
  name,
  tests: [tests].flat(),
  edits: [{ file, find, replace }],
});

const filter = [
  one(
    'seccomp filter',
    CALLS,
    `${KEEPER}/restrict.c`,
    '	return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program);',
    '	return program.len == 0;',
  ),
  one(
    'filter self-check',
    FILTER,
    `${KEEPER}/restrict.c`,
    'i < spec->filter_check_count; i++',
    'i < spec->filter_check_count * 0; i++',
  ),
  one(
    'filter: architecture',
    ['test/jail/seccomp', CALLS],
    'src/jail/seccomp/compile.ts',
    'plan.architecture.audit, [1, 0]),',
    'plan.architecture.audit, [1, 1]),',
  ),
  one(
    // The kernel says ENOSYS to them as well: only the program itself tells.
    'filter: unknown numbers',
    ['test/jail/seccomp', CALLS],
    'src/jail/seccomp/compile.ts',
    'if (name === undefined) return { rules: [], otherwise: ENOSYS };',
    'if (name === undefined) return { rules: [], otherwise: 0x7fff0000 };',
  ),
  one(
    'filter: ENOSYS for clone3',
    CALLS,
    'src/jail/seccomp/policy.ts',
    "    name: 'clone3',\n    verdict: ENOSYS,",
    "    name: 'clone3',\n    verdict: EPERM,",
  ),
  one(
    'filter: namespaces',
    CALLS,
    'src/jail/seccomp/policy.ts',
    "    name: 'namespaces',\n    verdict: EPERM,",
    "    name: 'namespaces',\n    verdict: ALLOW,",
  ),
  one(
    'filter: mounts',
    CALLS,
    'src/jail/seccomp/policy.ts',
    "    name: 'mounts',\n    verdict: EPERM,",
    "    name: 'mounts',\n    verdict: ALLOW,",
  ),
  one(
    'filter: io_uring',
    CALLS,
    'src/jail/seccomp/policy.ts',
    "    name: 'io_uring',\n    verdict: ENOSYS,",
    "    name: 'io_uring',\n    verdict: ALLOW,",
  ),
  one(
    'filter: kernel control',
    CALLS,
    'src/jail/seccomp/policy.ts',
    "    name: 'kernel control',\n    verdict: EPERM,",
    "    name: 'kernel control',\n    verdict: ALLOW,",
  ),
  one(
    'filter: keyrings',
    CALLS,
    'src/jail/seccomp/policy.ts',
    "    name: 'keyrings',\n    verdict: EPERM,",
    "    name: 'keyrings',\n    verdict: ALLOW,",
  ),
  one(
    'filter: handles',
    CALLS,
    'src/jail/seccomp/policy.ts',
    "    name: 'handles and peeking',\n    verdict: EPERM,",
    "    name: 'handles and peeking',\n    verdict: ALLOW,",
  ),
  one(
    'filter: inode flags',
    CALLS,
    'src/jail/seccomp/policy.ts',
    "    name: 'inode flags',\n    verdict: EPERM,",
    "    name: 'inode flags',\n    verdict: ALLOW,",
  ),
  one(
    'filter: arguments',
    CALLS,
    'src/jail/seccomp/policy.ts',
    'for (const name of namesIn(names)) calls.set(name, { rules, otherwise });',
    'for (const name of namesIn(names)) calls.set(name, { rules: rules.slice(0, 0), otherwise: otherwise * 0 + ALLOW });',
  ),
  one(
    'filter: unnamed calls',
    ['test/jail/seccomp', CALLS],
    'src/jail/seccomp/policy.ts',
    'unnamed: EPERM }',
    'unnamed: ALLOW }',
  ),
  one(
    'filter of init',
    CALLS,
    `${KEEPER}/init.c`,
    'spec->flags & SPAWN_FILTER_INIT ?',
    'spec->flags & SPAWN_FILTER_INIT & 0 ?',
  ),
];

const privilege = [
  one(
    'no_new_privs',
    CALLS,
    `${KEEPER}/privileges.c`,
    'return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);',
    'return 0;',
  ),
  one(
    'bounding set',
    CALLS,
    `${KEEPER}/privileges.c`,
    'if (prctl(PR_CAPBSET_DROP, capability) < 0)',
    'if (capability == 63 && prctl(PR_CAPBSET_DROP, capability) < 0)',
  ),
  one(
    'capabilities in effect',
    CALLS,
    `${KEEPER}/privileges.c`,
    'data[i].permitted = data[i].effective = (uint32_t)(mask >> (32 * i));',
    'data[i].permitted = data[i].effective = ((uint32_t)(mask >> (32 * i))) | (i ? 0 : 1u << 2);',
  ),
  one(
    'capabilities of other users',
    CALLS,
    `${KEEPER}/privileges.c`,
    'setup->spec->uid == 0 ? kept_mask() : 0',
    'setup->spec->uid == 0 ? kept_mask() : kept_mask()',
  ),
  one(
    'securebits',
    CALLS,
    `${KEEPER}/privileges.c`,
    'return prctl(PR_SET_SECUREBITS, JOB_SECUREBITS);',
    'return (JOB_SECUREBITS) == 0;',
  ),
  one(
    'init not dumpable',
    CALLS,
    `${KEEPER}/privileges.c`,
    'prctl(PR_SET_DUMPABLE, 0) < 0',
    'prctl(PR_SET_DUMPABLE, 1) < 0',
  ),
  one(
    'max_*_namespaces',
    [CALLS, ISOLATION],
    `${KEEPER}/namespaces.c`,
    'write_file(path, "0") < 0',
    'write_file(path, "9") < 0',
  ),
  one(
    'session keyring',
    CALLS,
    `${KEEPER}/restrict.c`,
    'long keyring = syscall(SYS_keyctl, KEYCTL_JOIN_SESSION_KEYRING, NULL);',
    'long keyring = KEYCTL_JOIN_SESSION_KEYRING;',
  ),
  one(
    'Landlock',
    CALLS,
    `${KEEPER}/restrict.c`,
    'return (int)syscall(SYS_landlock_restrict_self, ruleset, 0);',
    'return 0;',
  ),
  one(
    'Landlock scopes',
    CALLS,
    `${KEEPER}/restrict.c`,
    'attributes.scoped = SCOPE_ABSTRACT_UNIX_SOCKET | SCOPE_SIGNAL;',
    'attributes.scoped = SCOPE_SIGNAL;',
  ),
  one(
    'groups of the caller',
    CALLS,
    `${KEEPER}/privileges.c`,
    'if (setgroups(0, NULL) < 0 && errno != EPERM)',
    'if (setgroups(1, (const gid_t[]){ 4 }) < 0)',
  ),
];

const descriptors = {
  name: 'no inherited descriptors',
  tests: ['test/hostile/descriptors'],
  edits: [
    {
      file: `${KEEPER}/main.c`,
      find: '	close_range(3, (unsigned)control - 1, 0);\n	close_range((unsigned)control + 1, ~0u, 0);\n',
      replace: '',
    },
  ],
};

const namespaces = [
  one(
    'namespace: pid',
    [ISOLATION, VIEW],
    `${KEEPER}/launch.c`,
    '(CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWUTS)',
    '(CLONE_NEWNS | CLONE_NEWIPC | CLONE_NEWUTS)',
  ),
  one(
    'namespace: ipc',
    ISOLATION,
    `${KEEPER}/launch.c`,
    '(CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWUTS)',
    '(CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWUTS)',
  ),
  one('namespace: cgroup', ISOLATION, `${KEEPER}/limits.c`, 'return unshare(CLONE_NEWCGROUP);', 'return 0;'),
  one(
    'namespace: net',
    ISOLATION,
    `${KEEPER}/init.c`,
    'int result = setns(setup->fds.network, CLONE_NEWNET);',
    'int result = 0;',
  ),
  one(
    'namespace: user',
    ISOLATION,
    `${KEEPER}/init.c`,
    'int result = setns(setup->fds.userns, CLONE_NEWUSER);',
    'int result = 0;',
  ),
  one(
    'mounts private',
    ISOLATION,
    `${KEEPER}/init.c`,
    'return mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL);',
    'return 0;',
  ),
  one(
    'old root detached',
    ISOLATION,
    `${KEEPER}/init.c`,
    'umount2(".", MNT_DETACH) < 0 || chdir("/") < 0',
    'chdir("/") < 0',
  ),
];

const mounts = [
  one(
    'nosuid and nodev of the root',
    ISOLATION,
    `${KEEPER}/layers.c`,
    'return create_mount(setup, context, LAYER_ATTRIBUTES);',
    'return create_mount(setup, context, 0);',
  ),
  one(
    'nosuid and nodev of a tmpfs',
    ISOLATION,
    `${KEEPER}/attach.c`,
    'return create_mount(setup, context, MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | attributes);',
    'return create_mount(setup, context, attributes);',
  ),
  one(
    '/dev closed',
    ISOLATION,
    `${KEEPER}/devices.c`,
    'struct mount_attr closed = { .attr_set = MOUNT_ATTR_RDONLY };\n	return mount_setattr(directory',
    'struct mount_attr closed = { .attr_set = 0 };\n	return mount_setattr(directory',
  ),
  one(
    '/dev minimal',
    ISOLATION,
    `${KEEPER}/devices.c`,
    '{ "tty", 5, 0 },',
    '{ "tty", 5, 0 }, { "console", 5, 1 },',
  ),
  one('/proc/sys read-only', ISOLATION, 'src/sandbox/view/view.ts', "['readonly:sys', ", '['),
  ...[
    'acpi',
    'bus',
    'driver',
    'fs',
    'interrupts',
    'irq',
    'kallsyms',
    'kcore',
    'key-users',
    'keys',
    'kmsg',
    'kpagecgroup',
    'kpagecount',
    'kpageflags',
    'sysrq-trigger',
    'timer_list',
  ].map((name) => {
    // The first of a line of names stands behind a quote.
    const before = ['acpi', 'kpageflags'].includes(name) ? "'" : ' ';
    return one(`/proc/${name} hidden`, ISOLATION, 'src/sandbox/view/view.ts', `${before}${name} `, before);
  }),
  one(
    'places without links',
    VIEW,
    `${KEEPER}/attach.c`,
    '.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS,',
    '.resolve = RESOLVE_BENEATH,',
  ),
  one(
    'binds read-only',
    VIEW,
    `${KEEPER}/mounts.c`,
    '		attributes |= MOUNT_ATTR_RDONLY;',
    '		attributes |= 0;',
  ),
  one('hidden paths', VIEW, `${KEEPER}/mounts.c`, 'return hide_at(setup, place);', 'return 0;'),
  one(
    'own state never bound',
    ISOLATION,
    'src/sandbox/definition/resolve-view.ts',
    'if (!isBelow(mount.source, homePath)) return',
    'if (!isBelow(mount.source, homePath) || homePath) return',
  ),
  one(
    'environment listed',
    VIEW,
    'src/sandbox/definition/environment.ts',
    '  const all: Record<string, string | undefined> = {\n    ...base,',
    '  const all: Record<string, string | undefined> = {\n    ...process.env,\n    ...base,',
  ),
  one(
    'state directory closed',
    ISOLATION,
    'src/sandbox/state/home.ts',
    'await mkdir(asked, { recursive: true, mode: 0o700 });',
    'await mkdir(asked, { recursive: true, mode: 0o755 });',
  ),
];

const limits = [
  one(
    'memory',
    LIMITS,
    'src/jail/limits/v1.ts',
    "writeValue(memory, 'memory.limit_in_bytes', memoryBytes);",
    "writeValue(memory, 'memory.limit_in_bytes', 2 ** 40);",
  ),
  one(
    'processes',
    LIMITS,
    'src/jail/limits/v1.ts',
    "writeValue(pids, 'pids.max', count + 1);",
    "writeValue(pids, 'pids.max', 4_000);",
  ),
  one(
    'processors',
    LIMITS,
    'src/jail/limits/v1.ts',
    'Math.round(cpus * PERIOD_US)',
    'Math.round((cpus + 9) * PERIOD_US)',
  ),
  one(
    'rlimits',
    LIMITS,
    `${KEEPER}/limits.c`,
    'if (set_rlimit(&spec->rlimits[i]) < 0)',
    'if (i > 99 && set_rlimit(&spec->rlimits[i]) < 0)',
  ),
  one('no core', LIMITS, 'src/jail/limits/rlimits.ts', "limit('core', 1),", "limit('core', 2 ** 40),"),
  one(
    'output',
    'test/sandbox/ending',
    'src/sandbox/life/ending.ts',
    'if (this.#printed > outputBytes)',
    'if (this.#printed > outputBytes * 1e9)',
  ),
  one(
    'time',
    'test/hostile/end-of-job',
    `${KEEPER}/deadline.c`,
    '		job->timed_out = true;',
    '		job->alarm_ns = 0;\n		return 0;',
  ),
  one(
    'time: the end of patience',
    'test/hostile/end-of-job',
    `${KEEPER}/deadline.c`,
    'return send_to_init(job, SIGKILL);',
    'return 0;',
  ),
];

const reading = [
  one(
    'mounts sealed at the end',
    'test/hostile/end-of-job#changes nothing once',
    `${KEEPER}/jobs.c`,
    'seal_mounts(&job->mounts);',
    'close_at_end(&job->mounts);',
  ),
  one(
    'read leases',
    'test/hostile/end-of-job',
    'src/tree/find-writers.ts',
    "return syscalls.hasWriter(dirfd, name) ? 'busy' : 'proven';",
    "return syscalls.hasWriter(dirfd, name) ? 'proven' : 'proven';",
  ),
  one(
    'beneath the tree',
    'test/tree/open',
    'src/tree/open.ts',
    'BENEATH: number =\n  RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS',
    'BENEATH: number =\n  (RESOLVE_BENEATH & 0) | RESOLVE_NO_SYMLINKS',
  ),
  one(
    'no symlink in a tree',
    ['test/tree/open', TO_DIRECTORY],
    'src/tree/open.ts',
    'RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV;',
    'RESOLVE_BENEATH | ((RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS) & 0) | RESOLVE_NO_XDEV;',
  ),
  one(
    'no mount in a tree',
    ['test/tree/open', TO_DIRECTORY],
    'src/tree/open.ts',
    'RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV;',
    'RESOLVE_NO_MAGICLINKS | (RESOLVE_NO_XDEV & 0);',
  ),
  one(
    'only regular files opened',
    ['test/tree', READ, UPPERS('specials')],
    'src/tree/file-content.ts',
    '  if ((stat.mode & S_IFMT) !== S_IFREG) throw changed(path);\n',
    '',
  ),
  one(
    'user.overlay marks of a root job',
    READ,
    'src/tree/marks.ts',
    "trusted: { own: ['trusted.overlay.'], escapes: true },",
    "trusted: { own: ['trusted.overlay.', 'user.overlay.'], escapes: true },",
  ),
  one(
    'redirects of a user',
    READ,
    'src/diff/view.ts',
    "if (this.#marks !== 'trusted' || !isRedirect(redirect))",
    'if (!isRedirect(redirect))',
  ),
  one(
    'redirects within the lowers',
    READ,
    'src/diff/view.ts',
    "return names.every((name) => name !== '' && name !== '.' && name !== '..');",
    'return names.length > 0;',
  ),
  one(
    'metacopy refused',
    READ,
    'src/diff/view.ts',
    "if (item.marks.metacopy) throw strangeMark(item, 'metacopy');",
    "if (!item) throw strangeMark(item, 'metacopy');",
  ),
  one(
    'marks of lowers refused',
    READ,
    'src/diff/lowers.ts',
    '  if (found === undefined) return;',
    '  if (found !== null) return;',
  ),
  one(
    'path budget',
    UPPERS('wide'),
    'src/diff/budget.ts',
    'if (path.length > PATH_BYTES_MAX)',
    'if (path.length > PATH_BYTES_MAX * 1e6)',
  ),
  one(
    'xattr budget',
    UPPERS('xattrs'),
    'src/native/syscalls/xattr.c',
    'if (total > MAX_TOTAL) {',
    'if (total > MAX_TOTAL * 1024ul) {',
  ),
  one(
    'zeros of holes',
    UPPERS('sparse'),
    'src/tree/holes.ts',
    'if (bytes > this.#leftBytes) return false;',
    'if (bytes > 2 ** 62) return false;',
  ),
  one(
    'lists in pieces',
    UPPERS('many'),
    'src/sandbox/trees/batches.ts',
    'const WEIGHT_MAX = 32 * 1024;',
    'const WEIGHT_MAX = 2 ** 40;',
  ),
];

const applying = [
  one(
    'setuid stripped',
    [TO_DIRECTORY, UPPERS('setuid')],
    'src/commit/policy.ts',
    "  if (entry.type !== 'directory') return 0o777;",
    "  if (entry.type !== 'directory') return 0o7777;",
  ),
  one(
    'attributes stripped',
    [TO_DIRECTORY, UPPERS('setuid')],
    'src/commit/policy.ts',
    "return name.startsWith('user.') && ",
    'return ',
  ),
  one(
    'marks stripped',
    [TO_DIRECTORY, UPPERS('marks')],
    'src/commit/policy.ts',
    '!/^user\\.(overlay\\.|fuseoverlayfs\\.|containers\\.override_)/.test(name)',
    "name !== ''",
  ),
  one(
    'devices left out',
    [TO_DIRECTORY],
    'src/commit/policy.ts',
    "if (type === 'character' || type === 'block') return",
    "if (type === 'block' && faithful) return",
  ),
  one(
    'names of whiteouts',
    ['test/commit/to-tar', UPPERS('whiteout-names')],
    'src/tar/member.ts',
    'name.startsWith(WHITEOUT_PREFIX))) return;',
    "name.startsWith('\\0'))) return;",
  ),
  one(
    'names of records',
    ['test/commit/to-tar', UPPERS('record-xattr')],
    'src/tar/pax.ts',
    'if (!/[=\\n]/.test(name)) return;',
    'if (!/[\\0]/.test(name)) return;',
  ),
  one(
    'privileges named',
    UPPERS('setuid'),
    'src/commit/to-tar.ts',
    'tar.report.notePrivileges(change.path, privilegesOf(entry));',
    'tar.report.notePrivileges(change.path, privilegesOf(entry).slice(9));',
  ),
];

const printing = [
  one(
    'names escaped',
    [ESCAPES],
    'src/base/bytes-path.ts',
    'if (text !== undefined && !NEEDS_QUOTES.test(text)) return text;',
    'if (text !== undefined) return text;',
  ),
  one(
    'JSON escaped',
    [ESCAPES],
    'src/base/json-text.ts',
    '.replace(RISKY, escapeUnits)',
    ".replace(RISKY, (char) => (char === '\\0' ? escapeUnits(char) : char))",
  ),
  one(
    'messages escaped',
    [ESCAPES],
    'src/cli/text.ts',
    'NAMED[char] ?? escapeCharacter(char));\n}\n\n/** The same',
    "(char === '\\0' ? (NAMED[char] ?? escapeCharacter(char)) : char));\n}\n\n/** The same",
  ),
  one(
    'patches escaped',
    [ESCAPES],
    'src/cli/commands/diff.ts',
    'isEscaped ? printableLines(piece) : piece',
    "isEscaped && printableLines(piece) === '' ? '' : piece",
  ),
];

export const MUTANTS = [
  ...filter,
  ...privilege,
  descriptors,
  ...namespaces,
  ...mounts,
  ...limits,
  ...reading,
  ...applying,
  ...printing,
];
