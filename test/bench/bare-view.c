/* The view of a job: the mounts that src/sandbox/view/view.ts plans and the keeper makes, each with its options. */
#include <fcntl.h>
#include <linux/capability.h>
#include <stdint.h>
#include <sys/fsuid.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "bare.h"

#define LAYER_ATTRIBUTES (MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV)
#define CLONE_FLAGS (OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_EMPTY_PATH | AT_SYMLINK_NOFOLLOW)

static void use_file_ids(uid_t id)
{
	struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct data[2];
	setfsgid(id);
	setfsuid(id);
	check((int)syscall(SYS_capget, &header, data), "capget");
	data[0].effective = data[0].permitted;
	data[1].effective = data[1].permitted;
	check((int)syscall(SYS_capset, &header, data), "capset");
}

/* `options` are pairs of key and value, up to a NULL. */
static int make_file_system(const char *type, const char *const *options, unsigned attributes)
{
	int context = check(fsopen(type, FSOPEN_CLOEXEC), type);
	for (; *options; options += 2)
		check(fsconfig(context, FSCONFIG_SET_STRING, options[0], options[1], 0), options[0]);
	check(fsconfig(context, FSCONFIG_CMD_CREATE, NULL, NULL, 0), type);
	int fd = check(fsmount(context, FSMOUNT_CLOEXEC, attributes), type);
	close(context);
	return fd;
}

static void change_mount(int fd, uint64_t attributes, int userns)
{
	struct mount_attr change = { .attr_set = attributes };
	if (userns >= 0) {
		change.attr_set |= MOUNT_ATTR_IDMAP;
		change.userns_fd = (uint64_t)userns;
	}
	check(mount_setattr(fd, "", AT_EMPTY_PATH | AT_RECURSIVE, &change, sizeof(change)), "mount_setattr");
}

static int clone_mapped(const struct options *options, const char *path, uint64_t attributes)
{
	int fd = check(open_tree(AT_FDCWD, path, CLONE_FLAGS), path);
	change_mount(fd, attributes, options->userns);
	return fd;
}

static int make_skeleton(void)
{
	static const char *const tmpfs[] = { "size", "4m", "nr_inodes", "16k", "mode", "755", NULL };
	static const char *const places[] = { "dev", "proc", "run", "sys", "tmp" };
	int fd = make_file_system("tmpfs", tmpfs, LAYER_ATTRIBUTES);
	for (size_t i = 0; i < COUNT(places); i++)
		check(mkdirat(fd, places[i], 0755), places[i]);
	change_mount(fd, MOUNT_ATTR_RDONLY, -1);
	return fd;
}

static int make_overlay(const struct options *options)
{
	static const char *const settings[] = { "redirect_dir", "on", "metacopy", "off", "index", "off",
						"xino", "off", "uuid", "null", NULL };
	int skeleton = make_skeleton();
	int lower = clone_mapped(options, options->rootfs, LAYER_ATTRIBUTES | MOUNT_ATTR_RDONLY);
	int parent = clone_mapped(options, options->job, LAYER_ATTRIBUTES);
	int upper = check(openat(parent, "upper", O_PATH | O_DIRECTORY | O_CLOEXEC), "upper");
	int work = check(openat(parent, "work", O_PATH | O_DIRECTORY | O_CLOEXEC), "work");
	int context = check(fsopen("overlay", FSOPEN_CLOEXEC), "overlay");
	for (const char *const *at = settings; *at; at += 2)
		check(fsconfig(context, FSCONFIG_SET_STRING, at[0], at[1], 0), at[0]);
	check(fsconfig(context, FSCONFIG_SET_FLAG, "volatile", NULL, 0), "volatile");
	check(fsconfig(context, FSCONFIG_SET_FD, "lowerdir+", NULL, skeleton), "lowerdir+");
	check(fsconfig(context, FSCONFIG_SET_FD, "lowerdir+", NULL, lower), "lowerdir+");
	check(fsconfig(context, FSCONFIG_SET_FD, "upperdir", NULL, upper), "upperdir");
	check(fsconfig(context, FSCONFIG_SET_FD, "workdir", NULL, work), "workdir");
	check(fsconfig(context, FSCONFIG_CMD_CREATE, NULL, NULL, 0), "overlay");
	int fd = check(fsmount(context, FSMOUNT_CLOEXEC, LAYER_ATTRIBUTES), "overlay");
	const int used[] = { skeleton, lower, parent, upper, work, context };
	for (size_t i = 0; i < COUNT(used); i++)
		close(used[i]);
	return fd;
}

static void attach(int mount_fd, int directory, const char *name)
{
	check(move_mount(mount_fd, "", directory, name, MOVE_MOUNT_F_EMPTY_PATH), name);
}

static void attach_new(int directory, const char *name, int mount_fd)
{
	attach(mount_fd, directory, name);
	close(mount_fd);
}

static void attach_tmpfs(int directory, const char *name, const char *const *options)
{
	attach_new(directory, name, make_file_system("tmpfs", options, LAYER_ATTRIBUTES));
}

static void show(int from, int directory, const char *name, uint64_t attributes)
{
	int clone = check(open_tree(from, "", CLONE_FLAGS), name);
	change_mount(clone, attributes, -1);
	attach_new(directory, name, clone);
}

static void mount_proc(int root, int null_device)
{
	static const char *const none[] = { NULL };
	static const char *const hidden[] = { "sysrq-trigger", "kcore", "keys", "timer_list" };
	int proc = make_file_system("proc", none, LAYER_ATTRIBUTES | MOUNT_ATTR_NOEXEC);
	attach(proc, root, "proc");
	int sys = check(openat(proc, "sys", O_PATH | O_CLOEXEC), "sys");
	show(sys, proc, "sys", MOUNT_ATTR_RDONLY);
	for (size_t i = 0; i < COUNT(hidden); i++)
		if (faccessat(proc, hidden[i], F_OK, 0) == 0)
			show(null_device, proc, hidden[i], MOUNT_ATTR_NOSUID | MOUNT_ATTR_NOEXEC | MOUNT_ATTR_RDONLY);
	close(sys);
	close(proc);
}

static void mount_devices(int root)
{
	static const char *const tmpfs[] = { "size", "64k", "nr_inodes", "64", "mode", "755", NULL };
	static const char *const shm[] = { "mode", "1777", "size", "256m", "nr_inodes", "64k", NULL };
	static const char *const pts[] = { "ptmxmode", "0666", "mode", "0620", "max", "64", NULL };
	static const char *const links[] = { "fd", "/proc/self/fd", "stdin", "/proc/self/fd/0", "stdout",
					     "/proc/self/fd/1", "stderr", "/proc/self/fd/2", "ptmx", "pts/ptmx" };
	static const char *const nodes[] = { "null", "zero", "full", "random", "urandom", "tty" };
	int directory = make_file_system("tmpfs", tmpfs, LAYER_ATTRIBUTES | MOUNT_ATTR_NOEXEC);
	attach(directory, root, "dev");
	int host = check(open("/dev", O_PATH | O_DIRECTORY | O_CLOEXEC), "/dev");
	for (size_t i = 0; i < COUNT(nodes); i++) {
		int node = check(openat(host, nodes[i], O_PATH | O_NOFOLLOW | O_CLOEXEC), nodes[i]);
		close(check(openat(directory, nodes[i], O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666), nodes[i]));
		show(node, directory, nodes[i], MOUNT_ATTR_NOSUID | MOUNT_ATTR_NOEXEC);
		close(node);
	}
	for (size_t i = 0; i < COUNT(links); i += 2)
		check(symlinkat(links[i + 1], directory, links[i]), links[i]);
	check(mkdirat(directory, "pts", 0755), "pts");
	attach_new(directory, "pts", make_file_system("devpts", pts, MOUNT_ATTR_NOSUID | MOUNT_ATTR_NOEXEC));
	check(mkdirat(directory, "shm", 0755), "shm");
	attach_tmpfs(directory, "shm", shm);
	struct mount_attr closed = { .attr_set = MOUNT_ATTR_RDONLY };
	check(mount_setattr(directory, "", AT_EMPTY_PATH, &closed, sizeof(closed)), "/dev");
	close(host);
	close(directory);
}

int mount_view(const struct options *options)
{
	static const char *const sys[] = { "mode", "555", "size", "4k", "nr_inodes", "1", NULL };
	static const char *const tmp[] = { "mode", "1777", "size", "50%", NULL };
	static const char *const run[] = { "mode", "755", "size", "64m", "nr_inodes", "16k", NULL };
	int null_device = check(open("/dev/null", O_PATH | O_CLOEXEC), "/dev/null");
	use_file_ids(FIRST_ID);
	int root = make_overlay(options);
	attach(root, AT_FDCWD, options->attach);
	mount_proc(root, null_device);
	attach_tmpfs(root, "sys", sys);
	attach_tmpfs(root, "tmp", tmp);
	attach_tmpfs(root, "run", run);
	mount_devices(root);
	use_file_ids(0);
	return root;
}
