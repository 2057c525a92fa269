/* What every mount needs: a place found without following a link, attributes, a small tmpfs, something to hide with. */
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "keeper.h"

int map_and_protect(struct setup *setup, int mount_fd, uint64_t attributes, bool idmap)
{
	struct mount_attr change = { .attr_set = attributes };
	if (idmap) {
		change.attr_set |= MOUNT_ATTR_IDMAP;
		change.userns_fd = (uint64_t)setup->fds.userns;
	}
	return mount_setattr(mount_fd, "", AT_EMPTY_PATH | AT_RECURSIVE, &change, sizeof(change));
}

/* A place in the view. Links of the lowers are never followed: they could lead a mount anywhere. */
int open_target(struct setup *setup, const char *target)
{
	struct open_how how = {
		.flags = O_PATH | O_CLOEXEC | O_NOFOLLOW,
		.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS,
	};
	const char *path = *target ? target : ".";
	return (int)syscall(SYS_openat2, setup->root, path, &how, sizeof(how));
}

static int attach_to(int mount_fd, int place)
{
	return move_mount(mount_fd, "", place, "", MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH);
}

int attach_at(struct setup *setup, int mount_fd, const char *target)
{
	CLEANUP_FD int place = open_target(setup, target);
	return place < 0 ? -1 : attach_to(mount_fd, place);
}

int mount_tmpfs(struct setup *setup, const struct strings *options, uint64_t attributes)
{
	CLEANUP_FD int context = open_context(setup, "tmpfs");
	if (context < 0)
		return -1;
	for (size_t i = 0; i < options->count; i++)
		if (set_option(setup, context, options->items[i]) < 0)
			return -1;
	return create_mount(setup, context, MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | attributes);
}

static int open_empty_directory(struct setup *setup)
{
	static const char *items[] = { "size=4k", "nr_inodes=1", "mode=555", NULL };
	const struct strings options = { .items = items, .count = 3 };
	return mount_tmpfs(setup, &options, MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOEXEC);
}

static int open_empty_file(struct setup *setup)
{
	int fd = open_tree(setup->null_device, "", OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_EMPTY_PATH);
	if (fd >= 0 && map_and_protect(setup, fd, MOUNT_ATTR_NOSUID | MOUNT_ATTR_NOEXEC | MOUNT_ATTR_RDONLY, false) < 0)
		close_at_end(&fd);
	return fd;
}

int hide_at(struct setup *setup, int place)
{
	struct stat status;
	if (fstat(place, &status) < 0)
		return -1;
	CLEANUP_FD int cover = S_ISDIR(status.st_mode) ? open_empty_directory(setup) : open_empty_file(setup);
	return cover < 0 ? -1 : attach_to(cover, place);
}
