/* Primitives that `doctor` tries, each in a process of its own that ends right after. */
#include "probe.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "keeper.h"

/* A namespace to make, or something of its own to do. */
struct probe {
	const char *name;
	int namespace_flag;
	int (*run)(void);
};

/* Either restriction can be taken up without privilege only after this. */
static int forgo_privileges(void)
{
	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

static int try_seccomp(void)
{
	struct sock_filter allow = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	struct sock_fprog filter = { .len = 1, .filter = &allow };
	if (forgo_privileges() < 0)
		return -1;
	return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter);
}

/* Prints the ABI version. */
static int try_landlock(void)
{
	const struct landlock_ruleset_attr attributes = { .handled_access_fs = LANDLOCK_ACCESS_FS_EXECUTE };
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	if (version < 0)
		return -1;
	CLEANUP_FD int rules = (int)syscall(SYS_landlock_create_ruleset, &attributes, sizeof(attributes.handled_access_fs), 0);
	if (rules < 0 || forgo_privileges() < 0 || syscall(SYS_landlock_restrict_self, rules, 0) < 0)
		return -1;
	printf("%ld\n", version);
	return 0;
}

static int try_fuse(void)
{
	CLEANUP_FD int fd = open("/dev/fuse", O_RDWR | O_CLOEXEC);
	return fd < 0 ? -1 : 0;
}

static const struct probe probes[] = {
	{ "user-namespace", CLONE_NEWUSER, NULL }, { "mount-namespace", CLONE_NEWNS, NULL },
	{ "pid-namespace", CLONE_NEWPID, NULL },   { "network-namespace", CLONE_NEWNET, NULL },
	{ "ipc-namespace", CLONE_NEWIPC, NULL },   { "uts-namespace", CLONE_NEWUTS, NULL },
	{ "cgroup-namespace", CLONE_NEWCGROUP, NULL },
	{ "seccomp", 0, try_seccomp },		   { "landlock", 0, try_landlock },
	{ "fuse", 0, try_fuse },
};

/* An unprivileged caller needs a user namespace around any other kind. */
static int try_namespace(int flag)
{
	return unshare(geteuid() == 0 ? flag : flag | CLONE_NEWUSER);
}

int run_probe(const char *name)
{
	for (size_t i = 0; i < ARRAY_LENGTH(probes); i++)
		if (strcmp(probes[i].name, name) == 0) {
			int result = probes[i].run ? probes[i].run() : try_namespace(probes[i].namespace_flag);
			return result < 0 ? errno : 0;
		}
	return 255;
}
