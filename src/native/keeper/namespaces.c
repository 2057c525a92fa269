/*
 * Namespaces made ahead of the jobs that enter them: an empty network with its loopback up, for one job each; and
 * user namespaces. A job enters one that was made ahead, by its id map: the same namespace maps the layers' owners
 * and the job's. It may make no further namespaces: the user.max_*_namespaces of its own namespace are 0, and only
 * CAP_SYS_RESOURCE, which no job holds, could raise them again (sysctl/user.rst).
 */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/sched.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "keeper.h"

struct cached_userns {
	char *id_map;
	int fd;
	struct cached_userns *next;
};

struct userns_cache {
	struct cached_userns *first;
};

struct userns_cache *open_userns_cache(void)
{
	return calloc(1, sizeof(struct userns_cache));
}

static int write_bytes(const char *path, const char *text, size_t length)
{
	CLEANUP_FD int fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	return write(fd, text, length) == (ssize_t)length ? 0 : -1;
}

static int write_file(const char *path, const char *text)
{
	return write_bytes(path, text, strlen(text));
}

static const char *const namespace_limits[] = {
	"cgroup", "ipc", "mnt", "net", "pid", "time", "user", "uts",
};

static int forbid_namespaces(void)
{
	char path[64];
	for (size_t i = 0; i < ARRAY_LENGTH(namespace_limits); i++) {
		snprintf(path, sizeof(path), "/proc/sys/user/max_%s_namespaces", namespace_limits[i]);
		if (write_file(path, "0") < 0 && errno != ENOENT)
			return -1;
	}
	return 0;
}

static int raise_loopback(void)
{
	struct ifreq request = { .ifr_flags = IFF_UP | IFF_RUNNING };
	strcpy(request.ifr_name, "lo");
	CLEANUP_FD int handle = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	return handle < 0 ? -1 : ioctl(handle, SIOCSIFFLAGS, &request);
}

/* What a namespace is made with, and what is done in it before anybody else gets it. */
struct namespace_kind {
	uint64_t flag;
	const char *name; /* below /proc/PID/ns */
	int (*settle)(void);
};

static const struct namespace_kind user_kind = { CLONE_NEWUSER, "user", forbid_namespaces };
static const struct namespace_kind network_kind = { CLONE_NEWNET, "net", raise_loopback };

/* Lives until it is told to go on, so that the namespace has a process to be found by. */
static _Noreturn void hold_namespace(const struct namespace_kind *kind, int go)
{
	char byte;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (read(go, &byte, 1) != 1)
		_exit(0);
	_exit(kind->settle() == 0 ? 0 : errno);
}

static int write_maps(pid_t pid, const char *id_map)
{
	char path[64];
	const char *apart = strstr(id_map, "\n\n"); /* before those of the groups, where they differ */
	snprintf(path, sizeof(path), "/proc/%d/uid_map", pid);
	if (write_bytes(path, id_map, apart ? (size_t)(apart - id_map) : strlen(id_map)) < 0)
		return -1;
	snprintf(path, sizeof(path), "/proc/%d/gid_map", pid);
	return write_file(path, apart ? apart + 2 : id_map);
}

static int end_holder(pid_t pid)
{
	int status;
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return -1;
	errno = WIFEXITED(status) ? WEXITSTATUS(status) : EIO;
	return errno == 0 ? 0 : -1;
}

/* The namespace of a fresh process, mapped where it is to be, which then settles it and ends. */
static int open_settled(const struct namespace_kind *kind, pid_t pid, const char *id_map, int *go)
{
	char path[64];
	snprintf(path, sizeof(path), "/proc/%d/ns/%s", pid, kind->name);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool ready = fd >= 0 && (!id_map || write_maps(pid, id_map) == 0) && write(*go, "", 1) == 1;
	int error = errno;
	close_at_end(go);
	if (end_holder(pid) == 0 && ready)
		return fd;
	if (ready)
		error = errno;
	close_at_end(&fd);
	errno = error;
	return -1;
}

static int make_namespace(const struct namespace_kind *kind, const char *id_map)
{
	int pipes[2];
	if (pipe2(pipes, O_CLOEXEC) < 0)
		return -1;
	CLEANUP_FD int read_end = pipes[0];
	CLEANUP_FD int write_end = pipes[1];
	struct clone_args arguments = { .flags = kind->flag, .exit_signal = SIGCHLD };
	pid_t pid = (pid_t)syscall(SYS_clone3, &arguments, sizeof(arguments));
	if (pid < 0)
		return -1;
	if (pid == 0) {
		close(write_end);
		hold_namespace(kind, read_end);
	}
	return open_settled(kind, pid, id_map, &write_end);
}

/* Making one takes the kernel longer than anything else in a launch, so the next is made while nobody waits. */
int take_network(struct network_spare *spare)
{
	int fd = spare->fd;
	spare->fd = -1;
	return fd >= 0 ? fd : make_namespace(&network_kind, NULL);
}

void prepare_network(struct network_spare *spare)
{
	if (spare->fd < 0)
		spare->fd = make_namespace(&network_kind, NULL); /* a failure shows when a job asks for one */
}

int get_userns(struct userns_cache *cache, const char *id_map)
{
	for (struct cached_userns *at = cache->first; at; at = at->next)
		if (strcmp(at->id_map, id_map) == 0)
			return at->fd;
	int fd = make_namespace(&user_kind, id_map);
	if (fd < 0)
		return -1;
	struct cached_userns *entry = calloc(1, sizeof(*entry));
	char *copy = strdup(id_map);
	if (!entry || !copy) {
		free(entry);
		free(copy);
		close(fd);
		errno = ENOMEM;
		return -1;
	}
	*entry = (struct cached_userns){ .id_map = copy, .fd = fd, .next = cache->first };
	cache->first = entry;
	return fd;
}

int enter_own_userns(void)
{
	if (unshare(CLONE_NEWUSER | CLONE_NEWNS) < 0) /* mounts of our own, too: making one needs it */
		return -1;
	/* Without this the runner, our own user, could not write our id maps: /proc would be root's. */
	return prctl(PR_SET_DUMPABLE, 1);
}

/* After the runner has written the maps. With a single id the kernel refuses setgroups; the groups stay unmapped. */
int become_root_inside(void)
{
	if (setresgid(0, 0, 0) < 0 || setresuid(0, 0, 0) < 0)
		return -1;
	if (setgroups(0, NULL) < 0 && errno != EPERM)
		return -1;
	return 0;
}
