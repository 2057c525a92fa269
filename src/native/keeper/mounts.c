/* Builds the view: the root first, then each mount in the order given, each attached to a descriptor of its place. */
#include <errno.h>
#include <fcntl.h>
#include <linux/securebits.h>
#include <stdio.h>
#include <string.h>
#include <sys/fsuid.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "keeper.h"

static int set_file_ids(uid_t id)
{
	setfsgid(id);
	setfsuid(id);
	if ((uid_t)setfsuid((uid_t)-1) == id && (gid_t)setfsgid((gid_t)-1) == id)
		return 0;
	errno = EPERM;
	return -1;
}

/*
 * What is made from here on belongs to the job's root: an overlay reads and writes its layers as whoever made it, and
 * fresh file systems are their maker's. The capabilities stay (SECBIT_NO_SETUID_FIXUP, until the job's user namespace
 * resets it): without them the kernel could write neither whiteouts nor trusted marks.
 */
int take_layer_ids(struct setup *setup)
{
	set_detail(setup->detail, "file ids %u", setup->spec->layer_id);
	if (prctl(PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP) < 0)
		return -1;
	return set_file_ids(setup->spec->layer_id);
}

int take_own_ids(struct setup *setup)
{
	(void)setup;
	return set_file_ids(0);
}

static int hide_target(struct setup *setup, const struct mount_spec *mount)
{
	CLEANUP_FD int place = open_target(setup, mount->target);
	if (place < 0)
		return errno == ENOENT ? 0 : -1;
	return hide_at(setup, place);
}

static int open_bind(struct setup *setup, const struct mount_spec *mount)
{
	bool recursive = mount->flags & MOUNT_FLAG_RECURSIVE;
	unsigned flags = OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_SYMLINK_NOFOLLOW | (recursive ? AT_RECURSIVE : 0);
	uint64_t attributes = MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV;
	if (mount->flags & MOUNT_FLAG_READONLY)
		attributes |= MOUNT_ATTR_RDONLY;
	set_detail(setup->detail, "%s at /%s", mount->source, mount->target);
	int fd = open_tree(AT_FDCWD, mount->source, flags);
	if (fd >= 0 && map_and_protect(setup, fd, attributes, mount->flags & MOUNT_FLAG_IDMAP) < 0)
		close_at_end(&fd);
	return fd;
}

/* Made ahead, by the keeper (fuse.c) or by open_ahead. */
static int take_prepared(struct mount_spec *mount)
{
	int fd = mount->prepared;
	mount->prepared = -1;
	errno = EPROTO;
	return fd;
}

static int open_mount(struct setup *setup, struct mount_spec *mount)
{
	switch (mount->kind) {
	case MOUNT_OVERLAY:
	case MOUNT_FUSE:
	case MOUNT_BIND:
		return take_prepared(mount);
	case MOUNT_TMPFS:
		return mount_tmpfs(setup, &mount->options,
				   mount->flags & MOUNT_FLAG_READONLY ? MOUNT_ATTR_RDONLY : 0);
	case MOUNT_PROC:
	case MOUNT_DEV:
	case MOUNT_HIDE:
	case MOUNT_IMAGE:
		break;
	}
	errno = EPROTO;
	return -1;
}

static int attach_root(struct setup *setup, int mount_fd)
{
	setup->root = mount_fd;
	set_detail(setup->detail, "attach point %s", setup->spec->attach_point);
	return move_mount(mount_fd, "", AT_FDCWD, setup->spec->attach_point, MOVE_MOUNT_F_EMPTY_PATH);
}

static int mount_one(struct setup *setup, struct mount_spec *mount)
{
	if (mount->kind == MOUNT_PROC)
		return mount_proc(setup, mount);
	if (mount->kind == MOUNT_DEV)
		return mount_devices(setup, mount);
	if (mount->kind == MOUNT_HIDE)
		return hide_target(setup, mount);
	int fd = open_mount(setup, mount);
	if (fd < 0)
		return -1;
	if (setup->root < 0)
		return attach_root(setup, fd); /* keeps the descriptor: every later place is found below it */
	int result = attach_at(setup, fd, mount->target);
	close_at_end(&fd);
	return result;
}

static const char *const mount_steps[] = {
	[MOUNT_OVERLAY] = "mount-overlay", [MOUNT_BIND] = "mount-bind", [MOUNT_TMPFS] = "mount-tmpfs",
	[MOUNT_PROC] = "mount-proc",	   [MOUNT_DEV] = "mount-dev",	[MOUNT_HIDE] = "mount-hide",
	[MOUNT_FUSE] = "mount-fuse",
};

static int open_one_ahead(struct setup *setup, struct mount_spec *mount)
{
	char name[64];
	uint64_t start = start_step(setup->spec->timeline);
	setup->step = mount_steps[mount->kind];
	mount->prepared = mount->kind == MOUNT_BIND ? open_bind(setup, mount) : open_overlay(setup, mount);
	if (mount->prepared < 0)
		return -1;
	snprintf(name, sizeof(name), "open %s /%.40s", setup->step, mount->target);
	end_step(setup->spec->timeline, BY_INIT, start, name);
	return 0;
}

/*
 * Before the new root is attached: a source may hold the attach point, and the job's own view is no part of it. Binds
 * first: what the overlays leave at the attach point is no part of them either.
 */
static int open_ahead(struct setup *setup)
{
	static const enum mount_kind kinds[] = { MOUNT_BIND, MOUNT_OVERLAY };
	for (size_t kind = 0; kind < ARRAY_LENGTH(kinds); kind++)
		for (size_t i = 0; i < setup->spec->mount_count; i++) {
			struct mount_spec *mount = &setup->spec->mounts[i];
			if (mount->kind == kinds[kind] && open_one_ahead(setup, mount) < 0)
				return -1;
		}
	return 0;
}

static void end_mount(const struct setup *setup, const struct mount_spec *mount, uint64_t start)
{
	char name[64];
	if (start == 0)
		return;
	snprintf(name, sizeof(name), "%s /%.40s", setup->step, mount->target);
	end_step(setup->spec->timeline, BY_INIT, start, name);
}

int mount_everything(struct setup *setup)
{
	if (open_ahead(setup) < 0)
		return -1;
	for (size_t i = 0; i < setup->spec->mount_count; i++) {
		struct mount_spec *mount = &setup->spec->mounts[i];
		if (mount->kind < ARRAY_LENGTH(mount_steps))
			setup->step = mount_steps[mount->kind];
		set_detail(setup->detail, "/%s", mount->target);
		if ((i == 0) != (*mount->target == '\0')) {
			errno = EPROTO;
			return -1;
		}
		uint64_t start = start_step(setup->spec->timeline);
		if (mount_one(setup, mount) < 0)
			return -1;
		end_mount(setup, mount, start);
	}
	setup->step = NULL;
	return 0;
}
