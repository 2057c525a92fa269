/*
 * fuse-overlayfs, for where the kernel's own overlay is refused. The keeper makes the mount, detached, then starts the
 * daemon beside the job, outside its namespaces; the job's init attaches the mount. The daemon ends with its mount.
 * In this order: a daemon that reads its device before it is mounted gets EPERM and gives up. Only the daemon keeps
 * the device, so that the kernel ends the connection if it dies; else the job would wait for an answer for ever.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "keeper.h"

#define DAEMON_DEVICE "@device"
#define DAEMON_LAYERS "@layers"
#define DEVICE_FD 3

static int open_fuse_mount(int device)
{
	struct setup unreported = { 0 };
	struct setup *setup = &unreported;
	char descriptor[32];
	static const char *const options[] = {
		"source=layover", "rootmode=40000", "user_id=0", "group_id=0", "allow_other", "default_permissions",
	};
	CLEANUP_FD int context = open_context(setup, "fuse");
	if (context < 0)
		return -1;
	snprintf(descriptor, sizeof(descriptor), "fd=%d", device);
	if (set_option(setup, context, descriptor) < 0)
		return -1;
	for (size_t i = 0; i < ARRAY_LENGTH(options); i++)
		if (set_option(setup, context, options[i]) < 0)
			return -1;
	return create_mount(setup, context, MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV);
}

/* The daemon resolves these names itself, so no path of a layer is ever parsed as an option. */
static int name_layer(char *text, size_t size, const char *path, const char *prefix)
{
	size_t at = strlen(text);
	int fd = open(path, O_PATH | O_DIRECTORY | O_NOFOLLOW);
	if (fd < 0)
		return -1;
	return (size_t)snprintf(text + at, size - at, "%s/proc/self/fd/%d", prefix, fd) < size - at ? 0 : -1;
}

static int name_layers(const struct mount_spec *mount, char *text, size_t size)
{
	char path[4096];
	text[0] = '\0';
	for (size_t i = 0; i < mount->lowers.count; i++)
		if (name_layer(text, size, mount->lowers.items[i], i ? ":" : "lowerdir=") < 0)
			return -1;
	snprintf(path, sizeof(path), "%s/upper", mount->source);
	if (name_layer(text, size, path, ",upperdir=") < 0)
		return -1;
	snprintf(path, sizeof(path), "%s/work", mount->source);
	return name_layer(text, size, path, ",workdir=");
}

static _Noreturn void become_daemon(const struct mount_spec *mount, int fuse)
{
	static char layers[32768];
	char device[32];
	char *const no_environment[] = { NULL };
	const char **words = mount->daemon_args.items;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	int null_device = open("/dev/null", O_RDWR | O_CLOEXEC);
	for (int fd = 0; fd < 3; fd++)
		dup2(null_device, fd);
	if (fuse == DEVICE_FD)
		fcntl(fuse, F_SETFD, 0);
	else if (dup2(fuse, DEVICE_FD) < 0)
		_exit(errno);
	close_range(DEVICE_FD + 1, ~0u, 0);
	if (name_layers(mount, layers, sizeof(layers)) < 0)
		_exit(errno);
	snprintf(device, sizeof(device), "/dev/fd/%d", DEVICE_FD);
	for (size_t i = 0; words[i]; i++) {
		if (strcmp(words[i], DAEMON_DEVICE) == 0)
			words[i] = device;
		else if (strcmp(words[i], DAEMON_LAYERS) == 0)
			words[i] = layers;
	}
	execve(words[0], (char *const *)words, no_environment);
	_exit(errno);
}

static pid_t start_daemon(const struct mount_spec *mount, int device)
{
	if (mount->daemon_args.count == 0) {
		errno = EPROTO;
		return -1;
	}
	pid_t pid = fork();
	if (pid == 0)
		become_daemon(mount, device);
	return pid;
}

/* On failure `step` says which. The device is closed on return: from then on the daemon alone has it. */
int prepare_fuse_mount(struct mount_spec *mount, pid_t *daemon, const char **step)
{
	*step = "fuse-device";
	CLEANUP_FD int device = open("/dev/fuse", O_RDWR | O_CLOEXEC);
	if (device < 0)
		return -1;
	*step = "mount-fuse";
	mount->prepared = open_fuse_mount(device);
	if (mount->prepared < 0)
		return -1;
	*step = "fuse-daemon";
	*daemon = start_daemon(mount, device);
	return *daemon < 0 ? -1 : 0;
}
