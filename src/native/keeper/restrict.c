/*
 * What the kernel is told to keep a job from, beyond its namespaces and capabilities: other sessions' keys, what
 * Landlock can rule, and system calls. In this order: the filter refuses the calls that set up the others.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/keyctl.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "keeper.h"

/* A session keyring of its own, without a name: the caller's keys are out of reach (session-keyring(7)). */
int leave_session_keyring(struct setup *setup)
{
	(void)setup;
	long keyring = syscall(SYS_keyctl, KEYCTL_JOIN_SESSION_KEYRING, NULL);
	return keyring < 0 && errno != ENOSYS ? -1 : 0;
}

/* linux/landlock.h as of ABI 6: the headers of a build machine may be older than the kernel. */
struct ruleset_attributes {
	uint64_t handled_access_fs;
	uint64_t handled_access_net;
	uint64_t scoped;
};

#define SCOPE_ABSTRACT_UNIX_SOCKET (1u << 0)
#define SCOPE_SIGNAL (1u << 1)

/* How many rights on files each ABI has, from the lowest bit up: 3 added TRUNCATE, 5 IOCTL_DEV. */
static const unsigned char rights_by_abi[] = { [2] = 14, 15, 15, 16 };

static uint64_t rights_of(unsigned abi)
{
	unsigned newest = ARRAY_LENGTH(rights_by_abi) - 1;
	return (1ull << rights_by_abi[abi < newest ? abi : newest]) - 1;
}

/* Without REFER, which came with ABI 2, nothing could be renamed from one directory into another: builds break. */
unsigned landlock_abi(void)
{
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	return version >= 2 ? (unsigned)version : 0;
}

static int open_ruleset(unsigned abi)
{
	struct ruleset_attributes attributes = { .handled_access_fs = rights_of(abi) };
	size_t size = sizeof(attributes.handled_access_fs);
	if (abi >= 6) {
		attributes.scoped = SCOPE_ABSTRACT_UNIX_SOCKET | SCOPE_SIGNAL;
		size = sizeof(attributes);
	}
	return (int)syscall(SYS_landlock_create_ruleset, &attributes, size, 0);
}

/*
 * Everything below / stays as the view has it. What Landlock adds: nothing outside the view can be opened, were there
 * a descriptor that leads there; no mount can be changed, whatever the capabilities; signals and abstract sockets (ABI
 * 6) stay within the job, whatever its network.
 */
int restrict_with_landlock(struct setup *setup)
{
	unsigned abi = setup->spec->flags & SPAWN_LANDLOCK ? landlock_abi() : 0;
	if (abi == 0)
		return 0;
	set_detail(setup->detail, "ABI %u", abi);
	CLEANUP_FD int ruleset = open_ruleset(abi);
	CLEANUP_FD int root = open("/", O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (ruleset < 0 || root < 0)
		return -1;
	struct landlock_path_beneath_attr all = { .allowed_access = rights_of(abi), .parent_fd = root };
	if (syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &all, 0) < 0)
		return -1;
	return (int)syscall(SYS_landlock_restrict_self, ruleset, 0);
}

int install_filter(struct setup *setup)
{
	const struct job_spec *spec = setup->spec;
	struct sock_fprog program = { .len = spec->filter_length, .filter = (struct sock_filter *)spec->filter };
	if (program.len == 0)
		return 0;
	set_detail(setup->detail, "%u instructions", program.len);
	return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program);
}

/* No call that is probed does anything with -1 for each argument; what gets past the filter fails in another way. */
int check_filter(struct setup *setup)
{
	const struct job_spec *spec = setup->spec;
	for (size_t i = 0; i < spec->filter_check_count; i++) {
		const struct filter_check *check = &spec->filter_checks[i];
		long result = syscall((long)check->number, -1L, -1L, -1L, -1L, -1L, -1L);
		if (result == -1 && errno == (int)check->error)
			continue;
		set_detail(setup->detail, "call %u: result %ld, errno %d, not the filter's %u", check->number, result,
			   result == -1 ? errno : 0, check->error);
		errno = EPROTO;
		return -1;
	}
	return 0;
}
