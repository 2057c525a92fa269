/* Overlays from layers: by descriptor (6.13 and later), or by /proc/self/fd name. Never from paths in option text. */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "keeper.h"

#define LAYER_ATTRIBUTES (MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV)

struct layer_fds {
	int *lowers;
	size_t count;
	int parent; /* of upper and work; closing it would dissolve the clone that they lie on */
	int upper, work;
	bool has_plain; /* one is a directory of the host's own mounts, no clone */
	int places; /* for layers by name: a tmpfs at the attach point, with a directory for each */
};

static void close_layers(struct layer_fds *layers)
{
	for (size_t i = 0; i < layers->count; i++)
		close_at_end(&layers->lowers[i]);
	free(layers->lowers);
	close_at_end(&layers->parent);
	close_at_end(&layers->upper);
	close_at_end(&layers->work);
	close_at_end(&layers->places);
}

#define CLEANUP_LAYERS __attribute__((cleanup(close_layers)))

/*
 * Before 6.15 the kernel makes no overlay over a mount that is attached nowhere (fs/namespace.c, clone_private_mount):
 * the layers get a place each, below the attach point in init's own mount namespace, until the overlay is made.
 */
static int open_places(struct setup *setup, struct layer_fds *layers)
{
	static const char *items[] = { "size=1m", "nr_inodes=1k", "mode=700", NULL };
	const struct strings options = { .items = items, .count = 3 };
	if (!(setup->spec->flags & SPAWN_LAYERS_BY_NAME))
		return 0;
	layers->places = mount_tmpfs(setup, &options, 0);
	set_detail(setup->detail, "places for layers at %s", setup->spec->attach_point);
	if (layers->places < 0)
		return -1;
	return move_mount(layers->places, "", AT_FDCWD, setup->spec->attach_point, MOVE_MOUNT_F_EMPTY_PATH);
}

static int attach_layer(const struct layer_fds *layers, int fd)
{
	char name[16];
	if (layers->places < 0)
		return 0;
	snprintf(name, sizeof(name), "%zu", layers->count);
	if (mkdirat(layers->places, name, 0700) < 0)
		return -1;
	return move_mount(fd, "", layers->places, name, MOVE_MOUNT_F_EMPTY_PATH);
}

/*
 * One layer's directory, as a private clone of its mount: with mapped owners in root mode, and in any mode without a
 * path of the host's in what the job reads in /proc/self/mountinfo. A rootless keeper may not clone a mount with
 * others locked below it (EINVAL); there the directory itself has to do.
 */
static int open_layer(struct setup *setup, struct layer_fds *layers, const char *path, uint64_t attributes)
{
	bool is_mapped = setup->spec->flags & SPAWN_IDMAP_LAYERS;
	set_detail(setup->detail, "layer %s", path);
	int fd = open_tree(AT_FDCWD, path, OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_SYMLINK_NOFOLLOW);
	if (!is_mapped && fd < 0 && errno == EINVAL)
		layers->has_plain = true;
	if (!is_mapped && fd < 0 && errno == EINVAL)
		return open(path, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (is_mapped && fd >= 0 && map_and_protect(setup, fd, attributes, true) < 0) {
		set_detail(setup->detail, "owners of layer %s cannot be mapped", path);
		close_at_end(&fd);
		return -1;
	}
	if (fd >= 0 && attach_layer(layers, fd) < 0)
		close_at_end(&fd);
	return fd;
}

static int keep_lower(struct layer_fds *layers, int fd)
{
	if (fd < 0)
		return -1;
	layers->lowers[layers->count++] = fd;
	return 0;
}

static int open_first_lower(struct setup *setup, const struct mount_spec *mount, struct layer_fds *layers)
{
	CLEANUP_FD int skeleton = open_skeleton(setup, mount);
	if (skeleton < 0 || attach_layer(layers, skeleton) < 0)
		return -1;
	int fd = skeleton;
	skeleton = -1;
	return keep_lower(layers, fd);
}

/* Upper and work must lie on one mount (overlayfs.rst): both are opened below one clone of their parent. */
static int open_layers(struct setup *setup, const struct mount_spec *mount, struct layer_fds *layers)
{
	const uint64_t closed = LAYER_ATTRIBUTES | MOUNT_ATTR_RDONLY;
	layers->lowers = calloc(mount->lowers.count + 1, sizeof(int));
	if (!layers->lowers || open_places(setup, layers) < 0 || open_first_lower(setup, mount, layers) < 0)
		return -1;
	for (size_t i = 0; i < mount->lowers.count; i++)
		if (keep_lower(layers, open_layer(setup, layers, mount->lowers.items[i], closed)) < 0)
			return -1;
	layers->parent = open_layer(setup, layers, mount->source, LAYER_ATTRIBUTES);
	if (layers->parent < 0)
		return -1;
	layers->upper = openat(layers->parent, "upper", O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	layers->work = openat(layers->parent, "work", O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	return layers->upper < 0 || layers->work < 0 ? -1 : 0;
}

static int overlay_by_descriptor(struct setup *setup, const struct mount_spec *mount, const struct layer_fds *layers)
{
	CLEANUP_FD int context = open_context(setup, "overlay");
	if (context < 0)
		return -1;
	for (size_t i = 0; i < mount->options.count; i++)
		if (set_option(setup, context, mount->options.items[i]) < 0)
			return -1;
	for (size_t i = 0; i < layers->count; i++) {
		set_detail(setup->detail, "lower %s", i == 0 ? "of mount points" : mount->lowers.items[i - 1]);
		if (set_descriptor(setup, context, "lowerdir+", layers->lowers[i]) < 0)
			return -1;
	}
	set_detail(setup->detail, "upper in %s", mount->source);
	if (set_descriptor(setup, context, "upperdir", layers->upper) < 0 ||
	    set_descriptor(setup, context, "workdir", layers->work) < 0)
		return -1;
	return create_mount(setup, context, LAYER_ATTRIBUTES);
}

/* Names are numbers below /proc/self/fd, the working directory: 500 of them fit the page mount(2) takes. */
static int name_layers(const struct mount_spec *mount, const struct layer_fds *layers, char text[4096])
{
	size_t at = (size_t)snprintf(text, 4096, "upperdir=%d,workdir=%d", layers->upper, layers->work);
	for (size_t i = 0; i < mount->options.count && at < 4096; i++)
		at += (size_t)snprintf(text + at, 4096 - at, ",%s", mount->options.items[i]);
	for (size_t i = 0; i < layers->count && at < 4096; i++)
		at += (size_t)snprintf(text + at, 4096 - at, "%s%d", i ? ":" : ",lowerdir=", layers->lowers[i]);
	errno = E2BIG;
	return at < 4095 ? 0 : -1;
}

static int overlay_by_name(struct setup *setup, const struct mount_spec *spec, const struct layer_fds *layers)
{
	char text[4096];
	const char *point = setup->spec->attach_point;
	if (name_layers(spec, layers, text) < 0)
		return -1;
	if (chdir("/proc/self/fd") < 0 || mount("overlay", point, "overlay", MS_NOSUID | MS_NODEV, text) < 0)
		return -1;
	int fd = open_tree(AT_FDCWD, point, OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC);
	int error = errno;
	umount2(point, MNT_DETACH);
	umount2(point, MNT_DETACH); /* the layers' places */
	errno = chdir("/") < 0 ? errno : error;
	return fd;
}

/*
 * A workdir that the kernel cannot use gives a read-only overlay and success (overlayfs/super.c, ovl_make_workdir):
 * the one case that must not pass for a job that changed nothing.
 */
static int refuse_readonly(struct setup *setup, int overlay)
{
	struct statfs status;
	if (fstatfs(overlay, &status) < 0)
		return -1;
	if (!(status.f_flags & ST_RDONLY))
		return 0;
	set_detail(setup->detail, "the kernel made it read-only: it cannot use the work directory");
	errno = EROFS;
	return -1;
}

/*
 * The overlay has mounts of its own by now. Closing the last descriptor of a mount that is attached nowhere makes the
 * kernel wait for a grace period, for each of them; attached below the old root they go with it, in one (pivot in
 * init.c). All mounts here are private, so no other namespace sees them. Where it cannot be, closing takes its time.
 */
static void leave_to_old_root(const struct setup *setup, const struct layer_fds *layers)
{
	const char *point = setup->spec->attach_point;
	if (layers->has_plain || (setup->spec->flags & SPAWN_LAYERS_BY_NAME))
		return;
	for (size_t i = 0; i < layers->count; i++)
		move_mount(layers->lowers[i], "", AT_FDCWD, point, MOVE_MOUNT_F_EMPTY_PATH);
	move_mount(layers->parent, "", AT_FDCWD, point, MOVE_MOUNT_F_EMPTY_PATH);
}

int open_overlay(struct setup *setup, const struct mount_spec *mount)
{
	CLEANUP_LAYERS struct layer_fds layers = { .parent = -1, .upper = -1, .work = -1, .places = -1 };
	if (open_layers(setup, mount, &layers) < 0)
		return -1;
	set_detail(setup->detail, "%zu lowers, upper in %s", mount->lowers.count, mount->source);
	int fd = setup->spec->flags & SPAWN_LAYERS_BY_NAME ? overlay_by_name(setup, mount, &layers)
							   : overlay_by_descriptor(setup, mount, &layers);
	if (fd >= 0 && refuse_readonly(setup, fd) < 0) {
		close_at_end(&fd);
		return -1;
	}
	if (fd >= 0)
		leave_to_old_root(setup, &layers);
	return fd;
}
