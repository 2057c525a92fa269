/*
 * The topmost lower: a small read-only tmpfs with nothing but places to mount on. Links that a lower has at those
 * places are thereby hidden, and no mount point is ever made in a lower, or in the upper where it would show as a
 * change. Being a file system of its own it never overlaps a lower, which the kernel would refuse (ELOOP).
 */
#include <errno.h>
#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "keeper.h"

static int make_stub(struct setup *setup, int root, const struct stub *stub)
{
	set_detail(setup->detail, "mount point /%s", stub->path);
	if (S_ISLNK(stub->mode))
		return symlinkat(stub->link_target, root, stub->path);
	if (S_ISDIR(stub->mode)) {
		if (mkdirat(root, stub->path, 0700) < 0)
			return -1;
	} else {
		CLEANUP_FD int file = openat(root, stub->path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
		if (file < 0)
			return -1;
	}
	uint32_t base = setup->spec->layer_id; /* which is what they were made as */
	if ((stub->uid | stub->gid) && fchownat(root, stub->path, base + stub->uid, base + stub->gid, 0) < 0)
		return -1;
	return fchmodat(root, stub->path, stub->mode & 07777, 0);
}

int open_skeleton(struct setup *setup, const struct mount_spec *mount)
{
	static const char *items[] = { "size=4m", "nr_inodes=16k", "mode=755", NULL };
	const struct strings options = { .items = items, .count = 3 };
	int root = mount_tmpfs(setup, &options, 0);
	if (root < 0)
		return -1;
	for (size_t i = 0; i < mount->stub_count; i++)
		if (make_stub(setup, root, &mount->stubs[i]) < 0) {
			close_at_end(&root);
			return -1;
		}
	struct mount_attr closed = { .attr_set = MOUNT_ATTR_RDONLY };
	if (mount_setattr(root, "", AT_EMPTY_PATH, &closed, sizeof(closed)) < 0)
		close_at_end(&root);
	return root;
}
