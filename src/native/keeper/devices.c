/* /dev and /proc of a job. The host's nodes are checked by number before they are shown. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "keeper.h"

struct device {
	const char *name;
	unsigned major, minor;
};

static const struct device devices[] = {
	{ "null", 1, 3 }, { "zero", 1, 5 }, { "full", 1, 7 }, { "random", 1, 8 }, { "urandom", 1, 9 }, { "tty", 5, 0 },
};

struct device_link {
	const char *name, *target;
};

static const struct device_link device_links[] = {
	{ "fd", "/proc/self/fd" },	 { "stdin", "/proc/self/fd/0" },  { "stdout", "/proc/self/fd/1" },
	{ "stderr", "/proc/self/fd/2" }, { "ptmx", "pts/ptmx" },
};

static int open_host_device(const struct device *device)
{
	char path[32];
	struct stat status;
	snprintf(path, sizeof(path), "/dev/%s", device->name);
	int fd = open(path, O_PATH | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return -1;
	bool right = fstat(fd, &status) == 0 && S_ISCHR(status.st_mode) &&
		     status.st_rdev == makedev(device->major, device->minor);
	if (right)
		return fd;
	close(fd);
	errno = ENODEV;
	return -1;
}

static int show_device(struct setup *setup, int directory, const struct device *device)
{
	set_detail(setup->detail, "/dev/%s of the host", device->name);
	CLEANUP_FD int host = open_host_device(device);
	if (host < 0)
		return -1;
	CLEANUP_FD int clone = open_tree(host, "", OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_EMPTY_PATH);
	CLEANUP_FD int place = openat(directory, device->name, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);
	if (clone < 0 || place < 0 || map_and_protect(setup, clone, MOUNT_ATTR_NOSUID | MOUNT_ATTR_NOEXEC, false) < 0)
		return -1;
	return move_mount(clone, "", place, "", MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH);
}

static int mount_below(int directory, const char *name, int mount_fd)
{
	if (mount_fd < 0 || mkdirat(directory, name, 0755) < 0)
		return -1;
	return move_mount(mount_fd, "", directory, name, MOVE_MOUNT_F_EMPTY_PATH);
}

/* Every instance of devpts is its own since 4.7; the limit keeps a job from eating the host's ptys. */
static int mount_terminals(struct setup *setup, int directory)
{
	static const char *const options[] = { "ptmxmode=0666", "mode=0620", "max=64" };
	CLEANUP_FD int context = open_context(setup, "devpts");
	if (context < 0)
		return -1;
	for (size_t i = 0; i < ARRAY_LENGTH(options); i++)
		if (set_option(setup, context, options[i]) < 0)
			return -1;
	CLEANUP_FD int mount_fd = create_mount(setup, context, MOUNT_ATTR_NOSUID | MOUNT_ATTR_NOEXEC);
	return mount_below(directory, "pts", mount_fd);
}

static int mount_shared_memory(struct setup *setup, int directory, const struct strings *options)
{
	CLEANUP_FD int mount_fd = mount_tmpfs(setup, options, 0);
	return mount_below(directory, "shm", mount_fd);
}

static int fill_devices(struct setup *setup, int directory, const struct strings *shm_options)
{
	for (size_t i = 0; i < ARRAY_LENGTH(devices); i++)
		if (show_device(setup, directory, &devices[i]) < 0)
			return -1;
	for (size_t i = 0; i < ARRAY_LENGTH(device_links); i++)
		if (symlinkat(device_links[i].target, directory, device_links[i].name) < 0)
			return -1;
	if (mount_terminals(setup, directory) < 0)
		return -1;
	return mount_shared_memory(setup, directory, shm_options);
}

/* The mount's own options are those of /dev/shm. /dev itself is closed once it is filled. */
int mount_devices(struct setup *setup, const struct mount_spec *mount)
{
	static const char *items[] = { "size=64k", "nr_inodes=64", "mode=755", NULL };
	const struct strings options = { .items = items, .count = 3 };
	CLEANUP_FD int directory = mount_tmpfs(setup, &options, MOUNT_ATTR_NOEXEC);
	if (directory < 0 || attach_at(setup, directory, mount->target) < 0)
		return -1;
	if (fill_devices(setup, directory, &mount->options) < 0)
		return -1;
	struct mount_attr closed = { .attr_set = MOUNT_ATTR_RDONLY };
	return mount_setattr(directory, "", AT_EMPTY_PATH, &closed, sizeof(closed));
}

/* Options are `hide:NAME` and `readonly:NAME`; a name this kernel does not have is passed over. */
static int mask_proc_entry(struct setup *setup, int proc, const char *option)
{
	const char *name = strchr(option, ':');
	if (!name) {
		errno = EPROTO;
		return -1;
	}
	set_detail(setup->detail, "/proc/%s", ++name);
	CLEANUP_FD int place = openat(proc, name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
	if (place < 0)
		return errno == ENOENT ? 0 : -1;
	if (option[0] == 'h')
		return hide_at(setup, place);
	CLEANUP_FD int clone = open_tree(place, "", OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_EMPTY_PATH);
	if (clone < 0 || map_and_protect(setup, clone, MOUNT_ATTR_RDONLY, false) < 0)
		return -1;
	return move_mount(clone, "", place, "", MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH);
}

int mount_proc(struct setup *setup, const struct mount_spec *mount)
{
	CLEANUP_FD int context = open_context(setup, "proc");
	if (context < 0)
		return -1;
	CLEANUP_FD int proc = create_mount(setup, context, MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC);
	if (proc < 0 || attach_at(setup, proc, mount->target) < 0)
		return -1;
	for (size_t i = 0; i < mount->options.count; i++)
		if (mask_proc_entry(setup, proc, mount->options.items[i]) < 0)
			return -1;
	return 0;
}
